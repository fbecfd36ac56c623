using FsCheck;
using FsCheck.Xunit;
using SkewLab.Testing.Clocks;

namespace SkewLab.Testing.Tests;

/// <summary>A clock over another: what is wrong with it is exactly what was asked for.</summary>
public class LiveClockTests
{
    private readonly HandClock _time = new(Bench.Noon);
    private readonly LiveClock _clock;

    public LiveClockTests() => _clock = new(_time, "api-2");

    [Fact]
    public void A_new_clock_reads_what_the_provider_underneath_does()
    {
        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(_time.GetUtcNow(), _clock.GetUtcNow());
        Assert.Equal((TimeSpan.Zero, 0, false), (_clock.Offset, _clock.DriftPpb, _clock.IsFrozen));
    }

    [Fact]
    public void An_offset_is_the_distance_from_the_provider_underneath_whatever_was_before()
    {
        _clock.Jump(TimeSpan.FromHours(3));

        _clock.Set(new() { Offset = TimeSpan.FromSeconds(-2) });
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromSeconds(-2), _clock.Offset);
        Assert.Equal(Bench.Noon.AddDays(1).AddSeconds(-2), _clock.GetUtcNow());
    }

    [Fact]
    public void Jumps_add_up_and_leave_elapsed_time_alone()
    {
        var before = _clock.GetTimestamp();

        _clock.Jump(TimeSpan.FromHours(1));
        _clock.Jump(TimeSpan.FromMinutes(-1));

        Assert.Equal(TimeSpan.FromMinutes(59), _clock.Offset);
        Assert.Equal(before, _clock.GetTimestamp());
    }

    [Fact]
    public void Drift_moves_the_wall_from_now_on_and_no_timer()
    {
        var fired = 0;
        _clock.Set(new() { DriftPpb = 50_000 });
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(100), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(0, fired);
        _time.Advance(TimeSpan.FromSeconds(1));

        // 50 ppm of 100 s are 5 ms.
        Assert.Equal(1, fired);
        Assert.Equal(TimeSpan.FromMilliseconds(5), _clock.Offset);
        Assert.Equal(TimeSpan.FromSeconds(100), _clock.GetElapsedTime(0));
    }

    [Fact]
    public void A_new_drift_keeps_what_the_old_one_gained()
    {
        _clock.Set(new() { DriftPpb = 1_000_000 });
        _time.Advance(TimeSpan.FromSeconds(10));

        _clock.Set(new() { DriftPpb = 0 });
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromMilliseconds(10), _clock.Offset);
    }

    [Fact]
    public void A_frozen_clock_stands_jumps_where_asked_and_runs_on_from_where_it_stood()
    {
        _clock.Set(new() { IsFrozen = true });
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Bench.Noon, _clock.GetUtcNow());

        _clock.Jump(TimeSpan.FromSeconds(3));
        Assert.Equal(Bench.Noon.AddSeconds(3), _clock.GetUtcNow());

        _clock.Set(new() { IsFrozen = false });
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Bench.Noon.AddSeconds(4), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(-7), _clock.Offset);
    }

    [Fact]
    public void A_date_can_be_named()
    {
        _clock.Set(new() { Now = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new DateTimeOffset(1970, 1, 1, 0, 0, 1, TimeSpan.Zero), _clock.GetUtcNow());
    }

    [Fact]
    public void What_says_twice_what_the_wall_reads_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => _clock.Set(new() { Offset = TimeSpan.Zero, By = TimeSpan.Zero }));

        Assert.Equal("Cannot set api-2: of offset, now and by at most one says what it reads.", refused.Message);
    }

    [Fact]
    public void A_date_before_1970_and_a_drift_beyond_100000_ppm_are_refused_and_their_bounds_are_not()
    {
        _clock.Set(new() { Now = DateTimeOffset.UnixEpoch, DriftPpb = -100_000_000 });
        _clock.Set(new() { Now = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero), DriftPpb = 100_000_000 });

        var date = Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Set(new() { Now = DateTimeOffset.UnixEpoch.AddTicks(-1) }));
        var far = Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Set(new() { Offset = TimeSpan.MaxValue }));
        var drift = Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Set(new() { DriftPpb = 100_000_001 }));

        Assert.StartsWith("Cannot set api-2: it would read a date outside the years 1970 to 8999.", date.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cannot set api-2: it would read a date outside the years 1970 to 8999.", far.Message, StringComparison.Ordinal);
        Assert.StartsWith("Cannot set api-2: a drift of 100000.001 ppm is outside -100000 to 100000 ppm.", drift.Message, StringComparison.Ordinal);
    }

    [Property(QuietOnSuccess = true)]
    public bool A_running_clock_is_its_offset_ahead_at_every_instant(int milliseconds, uint ticks)
    {
        var time = new HandClock(Bench.Noon);
        var clock = new LiveClock(time);
        clock.Set(new() { Offset = TimeSpan.FromMilliseconds(milliseconds) });
        time.Advance(new TimeSpan(ticks));
        return clock.GetUtcNow() - time.GetUtcNow() == TimeSpan.FromMilliseconds(milliseconds) && clock.Offset == TimeSpan.FromMilliseconds(milliseconds);
    }
}
