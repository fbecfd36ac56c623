using SkewLab.Scenarios.Clocks;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.Worlds;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class ClockProfilesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static TheoryData<string> Names => [.. ClockProfiles.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_machine_draws_the_same_clock_again_and_another_machine_or_seed_another(string profile)
    {
        string Story(string machine, ulong seed)
        {
            var model = Clock(profile, machine, seed);
            return string.Join(' ', Enumerable.Range(0, 480).Select(minute => $"{model.OffsetAt(minute * 60 * Second).Ticks}/{model.ElapsedAt(minute * 60 * Second).Ticks}"));
        }

        var stories = new[] { Story("api-1", 1), Story("api-1", 1), Story("api-2", 1), Story("api-1", 2) };

        Assert.Equal(stories[0], stories[1]);
        Assert.Equal(profile == "perfect" ? 1 : 3, stories.Distinct().Count());
    }

    [Theory]
    [InlineData("cloud-vm", 0.002)]
    [InlineData("windows-domain", 2.3)] // 100 ppm of a poll interval of 1024 s come to the 2 s.
    [InlineData("laptop", 3)] // 100 ppm of a night of 8 h.
    [InlineData("iot-no-rtc", 0.5)]
    public void A_clock_that_is_watched_stays_near_the_truth(string profile, double seconds)
    {
        for (var machine = 1; machine <= 50; machine++)
        {
            var model = Clock(profile, $"client-{machine}");
            Assert.All(Enumerable.Range(1, 47), half => Assert.InRange(model.OffsetAt(half * Hour / 2 + TimeSpan.FromMinutes(20)).Duration(), TimeSpan.Zero, seconds * Second));
        }
    }

    [Fact]
    public void Offsets_without_a_time_service_are_of_every_size_either_way()
    {
        var offsets = Enumerable.Range(1, 400).Select(machine => Clock("onprem-no-ntp", $"api-{machine}").OffsetAt(TimeSpan.Zero).TotalSeconds).ToArray();

        // From 1 s to 600 s, log-uniform: the middle is sqrt(600) = 24.5 s.
        Assert.All(offsets, offset => Assert.InRange(Math.Abs(offset), 1, 600));
        Assert.InRange(offsets.Count(offset => offset > 0), 160, 240);
        Assert.InRange(offsets.Count(offset => Math.Abs(offset) > 24.5), 160, 240);
    }

    [Fact]
    public void Drifts_without_a_time_service_show_in_wall_and_elapsed()
    {
        var model = Clock("onprem-no-ntp", "api-1");

        var gained = model.OffsetAt(100_000 * Second) - model.OffsetAt(TimeSpan.Zero);

        // 5 to 200 ppm of 100,000 s are 0.5 to 20 s.
        Assert.InRange(gained.Duration(), Second / 2, 20 * Second);
        Assert.Equal(gained, model.ElapsedAt(100_000 * Second) - (100_000 * Second));
    }

    [Fact]
    public void A_migrating_machine_is_paused_once_an_hour_for_up_to_a_minute_and_put_right_within_seconds()
    {
        var model = Clock("cloud-vm-migrating", "api-1");
        for (var hour = 0; hour < 24; hour++)
        {
            var asleep = Enumerable.Range(0, 36_000).Count(tenth => model.IsSuspendedAt((hour * Hour) + (tenth * Second / 10)));
            Assert.InRange(asleep, 1, 600);
        }

        Assert.InRange(24 * Hour - model.ElapsedAt(24 * Hour), TimeSpan.FromSeconds(2.4), TimeSpan.FromMinutes(24));
    }

    [Fact]
    public void A_laptop_sleeps_the_night_and_its_wall_goes_on()
    {
        var model = Clock("laptop", "client-1");

        Assert.True(model.IsSuspendedAt(18 * Hour));
        Assert.InRange(24 * Hour - model.ElapsedAt(24 * Hour), 6 * Hour, 16 * Hour);
        Assert.InRange(model.OffsetAt(24 * Hour).Duration(), TimeSpan.Zero, 6 * Second);
    }

    [Fact]
    public void A_machine_without_a_clock_begins_in_1970_until_its_time_service_answers()
    {
        var model = Clock("iot-no-rtc", "client-1");

        Assert.InRange(model.OffsetAt(9 * Second), TimeSpan.FromDays(-21915), TimeSpan.FromDays(-21914));
        Assert.InRange(model.OffsetAt(TimeSpan.FromSeconds(601)).Duration(), TimeSpan.Zero, Second / 2);
    }

    [Fact]
    public void What_a_phones_service_would_not_correct_stays()
    {
        var model = Clock("phone", "client-1");

        Assert.InRange(model.OffsetAt(24 * Hour).Duration(), TimeSpan.FromMilliseconds(1), 13 * Second);
        Assert.True(model.ElapsedAt(24 * Hour) < 24 * Hour);
    }

    [Fact]
    public void Windows_reads_its_clock_in_steps() => Assert.Equal(TimeSpan.FromMilliseconds(15.625), Clock("windows-domain", "client-1").Resolution);

    [Fact]
    public void A_sleep_and_its_begin_stay_within_their_period() => Assert.All(
        ClockProfiles.All.SelectMany(profile => profile.Sleeps),
        sleep => Assert.True(sleep.Begin.High + sleep.Length.High <= sleep.Every));

    private static ClockModel Clock(string profile, string machine, ulong seed = 1)
    {
        var plan = new WorldPlan { Scenario = TestScenario.Lasting(TimeSpan.FromDays(2)), Strategy = "test", Factory = ActingClient.Plain, Options = new() { Seed = seed } };
        return new WorldClocks(plan, new VirtualTimeline()).Create(machine, new ClockSection { Profile = profile }).Model;
    }
}
