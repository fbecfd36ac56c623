using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class LeapSmearTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Leap = TimeSpan.FromDays(1);
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(0.5);

    [Fact]
    public void Around_the_leap_the_clock_is_half_a_second_off_either_way()
    {
        ClockModel model = ClockModel.Build([new LeapSmear(Leap)]);

        // A tick before the leap the half second is lost all but a hair's breadth; readings round down.
        Assert.Equal(-Half, model.OffsetAt(Leap - Tick));
        Assert.Equal(Half, model.OffsetAt(Leap));
        Assert.Equal(Half - Tick, model.OffsetAt(Leap + Tick));
    }

    [Fact]
    public void Before_and_after_the_window_the_clock_is_right_and_elapsed_a_second_short()
    {
        ClockModel model = ClockModel.Build([new LeapSmear(Leap)]);

        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Leap / 2));
        Assert.Equal(-Tick, model.OffsetAt(Leap / 2 + Tick));
        // What a whole number of ppb cannot express is lost first: within 2 us of a straight line.
        Assert.InRange(model.OffsetAt(Leap * 3 / 4), -Half / 2 - 20 * Tick, -Half / 2);
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Leap * 3 / 2));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Leap * 9));
        Assert.Equal(Leap * 9 - 2 * Half, model.ElapsedAt(Leap * 9));
    }

    [Property(Arbitrary = [typeof(Windows)], QuietOnSuccess = true)]
    public void Over_any_window_the_clock_ends_right(TimeSpan window)
    {
        TimeSpan half = window / 2;
        ClockModel model = ClockModel.Build([new LeapSmear(half, 2 * half)]);

        Assert.Equal(Half, model.OffsetAt(half));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(2 * half));
    }

    [Fact]
    public void A_window_that_is_too_short_or_begins_before_the_world_is_refused()
    {
        var brief = Assert.Throws<ArgumentOutOfRangeException>(() => new LeapSmear(Leap, TimeSpan.FromSeconds(1000) - Tick));
        var early = Assert.Throws<ArgumentOutOfRangeException>(() => new LeapSmear(Leap / 2 - Tick));
        var endless = Assert.Throws<ArgumentOutOfRangeException>(() => new LeapSmear(TimeSpan.MaxValue - Leap / 2 + Tick));

        Assert.Equal("Cannot smear a leap second over 00:16:39.9999999; a smear takes at least 00:16:40. (Parameter 'window')", brief.Message);
        Assert.Equal("Cannot begin to smear a leap second at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'leap')", early.Message);
        Assert.StartsWith(
            "Cannot smear a leap second at 10675198.14:48:05.4775808 for 12:00:00; virtual time ends at", endless.Message, StringComparison.Ordinal);
        Assert.Equal(Leap, new LeapSmear(TimeSpan.MaxValue - Leap / 2).Window);
        Assert.Equal(Leap, new LeapSmear(Leap / 2).Window);
        Assert.Equal(TimeSpan.FromSeconds(1000), new LeapSmear(Leap, TimeSpan.FromSeconds(1000)).Window);
    }

    public static class Windows
    {
        public static Arbitrary<TimeSpan> Milliseconds() =>
            Gen.Choose(1_000_000, int.MaxValue).Select(window => TimeSpan.FromMilliseconds(window)).ToArbitrary();
    }
}
