using System.Net;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Client.Tokens;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Tests.WallClock;

public class ServerClockTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void One_answer_tells_the_clock_to_the_round_trip_and_a_second()
    {
        var world = new World(driftPpm: 0);

        // 300 ms there and 100 ms back; the server is 2.25 s ahead and reads a whole second and 650 ms, so 650 ms are floored away.
        world.ServerLead = TimeSpan.FromSeconds(2.25);
        world.Time.Advance(TimeSpan.FromSeconds(0.1));
        world.Exchange(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(100));

        var estimate = world.Estimator.Estimate!;
        Assert.Equal(TimeSpan.FromSeconds(2.25 - 0.65 - 0.1), estimate.Low);
        Assert.Equal(TimeSpan.FromSeconds(2.25 - 0.65 + 1 + 0.3), estimate.High);
        Assert.Equal("server ahead by 2.2 s ± 0.7 s", estimate.ToString());
    }

    [Fact]
    public void Answers_narrow_it_down_and_time_widens_it()
    {
        var world = new World(driftPpm: 500);
        for (var i = 0; i < 20; i++)
        {
            world.Exchange(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
            world.Time.Advance(TimeSpan.FromMilliseconds(37));
        }

        var narrow = world.Estimator.Estimate!.Error;
        world.Time.Advance(TimeSpan.FromSeconds(1000));

        // Two clocks at 500 ppm for 1000 s are one second.
        Assert.InRange(narrow, TimeSpan.Zero, TimeSpan.FromSeconds(0.1));
        Assert.InRange(world.Estimator.Estimate!.Error, narrow + TimeSpan.FromSeconds(1), narrow + TimeSpan.FromSeconds(1) + (4 * Tick));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Wed, 01 Jan 2025 00:00:00 GMT", "0")]
    [InlineData("Wed, 01 Jan 2025 00:00:00 GMT", "17")]
    [InlineData("Wed, 01 Jan 2025 00:00:00 GMT", "odd")]
    [InlineData("odd", null)]
    public void An_answer_without_date_or_from_a_cache_tells_nothing(string? date, string? age)
    {
        var world = new World();

        world.Note(date, age);

        Assert.Null(world.Estimator.Estimate);
    }

    [Theory]
    [InlineData(2.0, true)]
    [InlineData(-2.0, true)]
    [InlineData(2.1, false)]
    [InlineData(-2.1, false)]
    public void A_jump_of_this_clock_ends_the_estimate_and_a_small_one_widens_it(double seconds, bool isKnown)
    {
        var world = new World();
        world.Exchange(TimeSpan.Zero, TimeSpan.Zero);

        world.Time.StepWall(TimeSpan.FromSeconds(seconds));

        Assert.Equal(isKnown, world.Estimator.Estimate is not null);
        Assert.True(!isKnown || world.Holds(world.ServerLead - TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void A_server_that_contradicts_itself_is_believed_in_what_it_says_last()
    {
        var world = new World();
        world.Exchange(TimeSpan.Zero, TimeSpan.Zero);

        world.ServerLead = TimeSpan.FromMinutes(10);
        world.Exchange(TimeSpan.Zero, TimeSpan.Zero);

        Assert.True(world.Holds(world.ServerLead));
    }

    [Fact]
    public void Reading_it_often_widens_nothing()
    {
        var world = new World(driftPpm: 500);
        world.Exchange(TimeSpan.Zero, TimeSpan.Zero);
        world.Time.Advance(TimeSpan.FromSeconds(10));
        var first = world.Estimator.Estimate;

        for (var i = 0; i < 1000; i++)
            _ = world.Estimator.Estimate;

        Assert.Equal(first, world.Estimator.Estimate);
    }

    [Fact]
    public void Reading_it_while_time_goes_on_widens_no_more_than_time_does()
    {
        var (often, once) = (new World(driftPpm: 500), new World(driftPpm: 500));
        often.Exchange(TimeSpan.Zero, TimeSpan.Zero);
        once.Exchange(TimeSpan.Zero, TimeSpan.Zero);

        for (var i = 0; i < 1000; i++)
        {
            often.Time.Advance(Tick);
            _ = often.Estimator.Estimate;
        }
        once.Time.Advance(1000 * Tick);

        Assert.Equal(once.Estimator.Estimate, often.Estimator.Estimate);
    }

    [Theory]
    [InlineData(9_999, 0)] // Noise between two clocks is forgotten once it is over,
    [InlineData(10_000, 20_000)] // and a millisecond there and back is not.
    public void A_small_jump_that_was_seen_stays_in_the_estimate_when_the_clock_jumps_back(int ticks, int widerTicks)
    {
        var world = new World();
        world.Exchange(TimeSpan.Zero, TimeSpan.Zero);
        var before = world.Estimator.Estimate!;

        world.Time.StepWall(ticks * Tick);
        _ = world.Estimator.Estimate;
        world.Time.StepWall(-ticks * Tick);

        var after = world.Estimator.Estimate!;
        Assert.Equal(before.High - before.Low + (widerTicks * Tick), after.High - after.Low);
    }

    [Fact]
    public async Task The_handler_reads_it_from_token_answers_and_it_moves_no_token_request()
    {
        using var bench = new Bench();
        Assert.Null(bench.Handler.TokenEndpointClock);
        bench.Network.Idp = n =>
        {
            var answer = FakeNetwork.Grant(n);
            answer.Headers.Date = bench.Time.GetUtcNow() + TimeSpan.FromHours(1);
            return Task.FromResult(answer);
        };

        await bench.GetAsync();

        Assert.InRange(
            bench.Handler.TokenEndpointClock!.Midpoint, TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        bench.Time.Advance(TimeSpan.FromMinutes(50));
        await bench.GetAsync();
        Assert.Equal(1, bench.TokenRequests);
    }

    [Property(Arbitrary = [typeof(Steps)], QuietOnSuccess = true)]
    public bool The_truth_always_lies_inside(List<Step> steps)
    {
        var world = new World(driftPpm: 500) { ServerLead = TimeSpan.FromSeconds(steps.Count * 12.345) };
        foreach (var step in steps)
        {
            world.Time.Advance(TimeSpan.FromMilliseconds(step.IdleMs));

            // The server's rate is off by up to twice the bound, as seen from here: both clocks may be off by it.
            world.ServerLead += TimeSpan.FromTicks((long)(TimeSpan.FromMilliseconds(step.IdleMs).Ticks * (step.DriftPpm / 1e6)));
            switch (step.Kind)
            {
                case 0:
                    world.Exchange(TimeSpan.FromMilliseconds(step.ThereMs), TimeSpan.FromMilliseconds(step.BackMs));
                    break;
                case 1:
                    // The wall is stepped, on the way or not: the truth moves with it.
                    world.StepWall(TimeSpan.FromMilliseconds(step.JumpMs));
                    break;
                case 2:
                    world.Exchange(
                        TimeSpan.FromMilliseconds(step.ThereMs),
                        TimeSpan.FromMilliseconds(step.BackMs),
                        onTheWay: () => world.StepWall(TimeSpan.FromMilliseconds(step.JumpMs)));
                    break;
                case 3:
                    world.Exchange(
                        TimeSpan.FromMilliseconds(step.ThereMs),
                        TimeSpan.FromMilliseconds(step.BackMs),
                        onTheWay: () => world.Time.Suspend(TimeSpan.FromMilliseconds(Math.Abs(step.JumpMs))));
                    break;
                default:
                    // Elapsed time stands still, for everyone else time goes on: the truth stays.
                    world.Time.Suspend(TimeSpan.FromMilliseconds(Math.Abs(step.JumpMs)));
                    break;
            }

            if (world.Estimator.Estimate is not null && !world.Holds(world.ServerLead))
                return false;
        }

        return true;
    }

    [Theory]
    [InlineData(0, -20, 20)] // 20 s at twice 500 ppm are 20 ms.
    [InlineData(1000, -1021, 21)] // A second forward: one more second may have passed, and the wall may have gained it.
    [InlineData(-1000, -20, 1020)]
    public void Age_and_a_small_jump_widen_it_on_their_side(int gapMs, int lowMs, int highMs)
    {
        var sample = new ClockSample(new(TimeSpan.Zero, TimeSpan.Zero), TimeSpan.FromSeconds(1000), TimeSpan.Zero);

        var aged = sample.Aged(TimeSpan.FromSeconds(1020), TimeSpan.FromMilliseconds(gapMs), maxDriftPpm: 500)!;

        Assert.Equal(new ServerClockEstimate(TimeSpan.FromMilliseconds(lowMs), TimeSpan.FromMilliseconds(highMs)), aged.Estimate);
        Assert.Equal((TimeSpan.FromSeconds(1020), TimeSpan.FromMilliseconds(gapMs)), (aged.At, aged.WallLead));
    }

    [Fact]
    public void The_least_age_widens_it_by_a_tick()
    {
        var sample = new ClockSample(new(TimeSpan.Zero, TimeSpan.Zero), TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(new ServerClockEstimate(-Tick, Tick), sample.Aged(Tick, TimeSpan.Zero, maxDriftPpm: 1)!.Estimate);
    }

    [Theory]
    [InlineData(1, 1)] // They meet in one point, which is then the truth.
    [InlineData(2, 3)] // They contradict each other.
    public void Two_samples_leave_what_both_allow_and_else_the_newer_one(int newerLow, int high)
    {
        ClockSample Sample(int low, int top) => new(new(TimeSpan.FromSeconds(low), TimeSpan.FromSeconds(top)), TimeSpan.Zero, TimeSpan.Zero);

        Assert.Equal(Sample(newerLow, high), ClockSample.Intersect(Sample(0, 1), Sample(newerLow, 3)));
    }

    public static class Steps
    {
        public static Arbitrary<Step> Cases() => Arb.From(
            from kind in Gen.Choose(0, 4)
            from idle in Gen.OneOf(Gen.Choose(0, 3000), Gen.Choose(0, 4_000_000))
            from drift in Gen.Choose(-1000, 1000)
            from there in Gen.Choose(0, 3000)
            from back in Gen.Choose(0, 3000)
            from jump in Gen.OneOf(Gen.Choose(-3000, 3000), Gen.Choose(-10_000_000, 10_000_000))
            select new Step(kind, idle, drift, there, back, jump));
    }

    public sealed record Step(int Kind, int IdleMs, int DriftPpm, int ThereMs, int BackMs, int JumpMs);

    private sealed class World
    {
        private readonly ElapsedClock _clock;

        public World(int driftPpm = 0)
        {
            _clock = new ElapsedClock(Time);
            Estimator = new ServerClockEstimator(_clock, driftPpm);
        }

        public ManualTime Time { get; } = new();

        public ServerClockEstimator Estimator { get; }

        /// <value>The server's wall less the client's: the truth.</value>
        public TimeSpan ServerLead { get; set; }

        public bool Holds(TimeSpan truth) => Estimator.Estimate is { } estimate && estimate.Low <= truth && truth <= estimate.High;

        public void StepWall(TimeSpan by)
        {
            Time.StepWall(by);
            ServerLead -= by;
        }

        public void Exchange(TimeSpan there, TimeSpan back, Action? onTheWay = null)
        {
            var (sentAt, sentLead) = (_clock.Now, _clock.WallLead);
            Time.Advance(there);
            var server = Time.GetUtcNow() + ServerLead;
            onTheWay?.Invoke();
            Time.Advance(back);
            using var answer = new HttpResponseMessage();
            answer.Headers.Date = server.AddTicks(-(server.Ticks % TimeSpan.TicksPerSecond));
            Estimator.Note(answer.Headers, sentAt, sentLead);
        }

        public void Note(string? date, string? age)
        {
            using var answer = new HttpResponseMessage(HttpStatusCode.OK);
            answer.Headers.TryAddWithoutValidation("Date", date);
            if (age is not null)
                answer.Headers.TryAddWithoutValidation("Age", age);
            Estimator.Note(answer.Headers, _clock.Now, _clock.WallLead);
        }
    }
}
