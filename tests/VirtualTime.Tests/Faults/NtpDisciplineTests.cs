using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.VirtualTime.Faults;
using SkewLab.VirtualTime.Tests.Generators;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class NtpDisciplineTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly NtpDiscipline Ntp = new(64 * Second, Day);

    [Theory]
    [InlineData(128, 0)]
    [InlineData(-128, 0)]
    [InlineData(3_600_000, 0)]
    [InlineData(-3_600_000, 0)]
    [InlineData(127, 95)] // 500 ppm of 64 s are 32 ms.
    [InlineData(-127, -95)]
    public void At_a_poll_what_is_far_off_is_stepped_and_the_rest_slewed(int offset, int nextPoll)
    {
        ClockModel model = ClockModel.Build([new Offset(TimeSpan.FromMilliseconds(offset)), Ntp]);

        Assert.Equal(TimeSpan.FromMilliseconds(offset), model.OffsetAt(64 * Second - Tick));
        Assert.Equal(TimeSpan.FromMilliseconds(nextPoll), model.OffsetAt(128 * Second));
    }

    [Fact]
    public void A_small_offset_is_gone_at_the_next_poll_and_stays_so()
    {
        ClockModel model = ClockModel.Build([new Offset(TimeSpan.FromMilliseconds(10)), Ntp]);

        Assert.Equal(TimeSpan.FromMilliseconds(5), model.OffsetAt(96 * Second));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(128 * Second));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(Day));
    }

    [Fact]
    public void A_drift_stays_at_what_one_interval_gains()
    {
        ClockModel model = ClockModel.Build([new Drift(50_000), Ntp]);

        // 50 ppm of 64 s are 3.2 ms.
        foreach (int poll in (int[])[1, 2, 3, 100, 1350, 100_000])
            Assert.Equal(TimeSpan.FromMilliseconds(3.2), model.OffsetAt(poll * 64 * Second));
    }

    [Fact]
    public void A_drift_beyond_the_slew_rate_is_stepped_again_and_again()
    {
        ClockModel model = ClockModel.Build([new Drift(1_000_000), Ntp]);

        // It gains 64 ms in an interval and loses 32 ms: 64, 96, then 128 ms, which is stepped.
        Assert.Equal([64, 96, 0, 64, 96, 0], Enumerable.Range(1, 6).Select(poll => (int)model.OffsetAt(poll * 64 * Second).TotalMilliseconds));
    }

    [Fact]
    public void A_later_jump_is_corrected_at_the_next_poll()
    {
        ClockModel model = ClockModel.Build([new Jump(640 * Second + Tick, -3600 * Second), Ntp]);

        Assert.Equal(-3600 * Second, model.OffsetAt(704 * Second - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(704 * Second));
    }

    [Fact]
    public void A_sleeping_machine_does_not_poll()
    {
        ClockModel model = ClockModel.Build([new VmPause(60 * Second, 68 * Second), Ntp]);

        // It wakes at 128 s, just in time for a poll.
        Assert.Equal(-68 * Second, ClockModel.Build([new VmPause(60 * Second, 68 * Second + Tick), Ntp]).OffsetAt(190 * Second) + Tick);
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(128 * Second));
    }

    [Fact]
    public void A_slew_ends_with_the_poll_it_was_for_though_the_machine_sleeps_then()
    {
        ClockModel model = ClockModel.Build([new Offset(TimeSpan.FromMilliseconds(100)), new Suspend(100 * Second, 1000 * Second), Ntp]);

        Assert.Equal(TimeSpan.FromMilliseconds(68), model.OffsetAt(128 * Second));
        Assert.Equal(TimeSpan.FromMilliseconds(68), model.OffsetAt(1100 * Second));
    }

    [Fact]
    public void Faults_listed_after_it_stay()
    {
        ClockModel model = ClockModel.Build([Ntp, new Offset(Second), new WrongZone(640 * Second, 3600 * Second)]);

        Assert.Equal(3601 * Second, model.OffsetAt(Day));
    }

    [Fact]
    public void It_begins_with_its_first_poll_and_ends_with_its_last()
    {
        ClockModel model = ClockModel.Build(
            [new Offset(Second), new Jump(300 * Second, Second), new NtpDiscipline(100 * Second, until: 200 * Second, firstPoll: 7 * Second)]);

        Assert.Equal(Second, model.OffsetAt(7 * Second - Tick));
        Assert.Equal(TimeSpan.Zero, model.OffsetAt(7 * Second));
        Assert.Equal(Second, model.OffsetAt(Day));
    }

    [Fact]
    public void A_month_of_polls_costs_a_steady_clock_a_few_segments()
    {
        IClockFault[] faults = [new Drift(50_000), new Jump(Day, Second), new NtpDiscipline(64 * Second, 30 * Day)];

        Assert.InRange(ClockModel.Build(faults).Segments.Length, 2, 10);
    }

    [Property(Arbitrary = [typeof(ClockCase.OfAnyLength), typeof(Services)], MaxTest = 500, QuietOnSuccess = true)]
    public void It_does_what_one_would_who_builds_the_clock_anew_at_every_poll(ClockCase clock, Service service)
    {
        var (polls, rate) = service;
        var until = new TimeSpan(clock.Instants.Max());
        var poll = new TimeSpan(Math.Max(1, until.Ticks / polls));
        var ntp = new NtpDiscipline(poll, until, stepThreshold: poll / 4 + Tick, slewRatePpb: rate);

        ClockModel model = ClockModel.Build([.. clock.Faults, ntp]);

        var exact = new RationalClock([.. clock.Faults, .. Corrections(clock.Faults, ntp)]);
        foreach (long instant in clock.Instants)
        {
            Assert.Equal(exact.Wall(instant), model.WallAt(new TimeSpan(instant)).Ticks);
            Assert.Equal(exact.Elapsed(instant), model.ElapsedAt(new TimeSpan(instant)).Ticks);
        }
    }

    [Property(Arbitrary = [typeof(ClockCase.OfAnyLength)], QuietOnSuccess = true)]
    public void Right_after_a_poll_no_waking_clock_is_off_by_the_step_threshold(ClockCase clock)
    {
        var until = new TimeSpan(clock.Instants.Max());
        var ntp = new NtpDiscipline(until / 10 + Tick, until, stepThreshold: 5 * Tick);
        ClockModel model = ClockModel.Build([.. clock.Faults, ntp]);

        for (TimeSpan at = ntp.FirstPoll; at <= until; at += ntp.Poll)
            Assert.True(model.IsSuspendedAt(at) || model.OffsetAt(at).Duration() <= 5 * Tick);
    }

    [Fact]
    public void A_service_that_cannot_work_is_refused()
    {
        var still = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(TimeSpan.Zero, Day));
        var early = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(Second, Day, firstPoll: -Tick));
        var over = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(Second, -Tick));
        var eager = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(Second, Day, stepThreshold: TimeSpan.Zero));
        var fixedRate = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(Second, Day, slewRatePpb: 0));
        var busy = Assert.Throws<ArgumentOutOfRangeException>(() => new NtpDiscipline(Second, 3650 * Day));

        Assert.Equal("Cannot poll in intervals of 00:00:00; a step is at least one tick (100 ns). (Parameter 'poll')", still.Message);
        Assert.Equal("Cannot poll first at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'firstPoll')", early.Message);
        Assert.Equal("Cannot poll last at -00:00:00.0000001; virtual time begins at 00:00:00. (Parameter 'until')", over.Message);
        Assert.Equal("Cannot step from an offset of 00:00:00; a step is at least one tick (100 ns). (Parameter 'stepThreshold')", eager.Message);
        Assert.Equal("Cannot slew at 0 ppb; a slew rate lies between 1 and 100000000 ppb (100,000 ppm). (Parameter 'slewRatePpb')", fixedRate.Message);
        Assert.Equal("Cannot poll every 00:00:01 until 3650.00:00:00; that is 315360000 polls, and 1000000 is the most. (Parameter 'poll')", busy.Message);
        Assert.Equal(1_000_000 * Second, new NtpDiscipline(Second, 1_000_000 * Second).Until);
    }

    /// <summary>The rule, written to be believed: the whole clock is made again before each poll looks at it.</summary>
    private static List<IClockFault> Corrections(IReadOnlyList<IClockFault> faults, NtpDiscipline ntp)
    {
        var corrections = new List<IClockFault>();
        for (TimeSpan at = ntp.FirstPoll; at <= ntp.Until; at += ntp.Poll)
        {
            var clock = new RationalClock([.. faults, .. corrections]);
            BigInteger offset = clock.OffsetUnits(at.Ticks);
            if (clock.IsSuspended(at.Ticks))
                continue;
            if (BigInteger.Abs(offset) >= ntp.StepThreshold.Ticks * new BigInteger(1_000_000_000))
                corrections.Add(new Jump(at, new TimeSpan(-(long)Floor(offset, 1_000_000_000))));
            else
                corrections.Add(
                    new RateChange(
                        (int)BigInteger.Clamp(-Floor(offset, ntp.Poll.Ticks), -ntp.SlewRatePpb, ntp.SlewRatePpb),
                        at,
                        at + ntp.Poll <= ntp.Until ? ntp.Poll : null));
        }

        return corrections;
    }

    private static BigInteger Floor(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    public sealed record Service(int Polls, int RatePpb);

    public static class Services
    {
        public static Arbitrary<Service> Cases() =>
            (from polls in Gen.Choose(1, 20) from rate in Gen.Choose(1, Slew.MaxRatePpb) select new Service(polls, rate)).ToArbitrary();
    }
}
