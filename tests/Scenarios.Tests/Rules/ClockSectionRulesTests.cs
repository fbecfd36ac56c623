namespace SkewLab.Scenarios.Tests.Rules;

public class ClockSectionRulesTests
{
    [Theory]
    [InlineData("{ ntp: { poll: 999ms } }", "8:30: idp.clock.ntp.poll: '999ms' is outside 1s to 1d.")]
    [InlineData("{ ntp: { stepThreshold: 2d } }", "8:39: idp.clock.ntp.stepThreshold: '2d' is outside 1ms to 1d.")]
    [InlineData("{ ntp: { slewRate: 500 } }", "8:34: idp.clock.ntp.slewRate: '500' has no unit; write '500ppm' or '500ppb'.")]
    [InlineData("{ ntp: { slewRate: 0ppm } }", "8:34: idp.clock.ntp.slewRate: '0ppm' is outside 1ppm to 100000ppm.")]
    [InlineData("{ ntp: 64s }", "8:22: idp.clock.ntp: '64s' stands where a mapping with the keys poll, stepThreshold, slewRate belongs.")]
    [InlineData("{ deadBattery: true }", "8:30: idp.clock.deadBattery: 'true' stands where a mapping with the keys correctedAfter belongs.")]
    [InlineData("{ deadBattery: { correctedAfter: -1s } }", "8:48: idp.clock.deadBattery.correctedAfter: '-1s' is outside 0s to 3650d.")]
    [InlineData("{ ntp: {}, deadBattery: { correctedAfter: 5m } }", "8:57: idp.clock.deadBattery.correctedAfter: '5m' corrects a clock that a time service corrects already (`ntp`); leave it out.")]
    [InlineData("{ profile: phone, deadBattery: { correctedAfter: 5m } }", "8:64: idp.clock.deadBattery.correctedAfter: '5m' corrects a clock that a time service corrects already (the profile's, 'phone'); leave it out.")]
    public void A_clock_that_contradicts_itself_is_refused(string clock, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + $"idp: {{ clock: {clock} }}"));

    [Theory]
    [InlineData("{ ntp: { poll: 1s, stepThreshold: 1ms, slewRate: 1ppm }, deadBattery: {} }")]
    [InlineData("{ ntp: { poll: 1d, stepThreshold: 1d, slewRate: 100000ppm } }")]
    [InlineData("{ deadBattery: { correctedAfter: 0s } }")]
    [InlineData("{ profile: phone, deadBattery: {} }")]
    public void The_other_side_of_each_boundary_is_allowed(string clock) => ScenarioTexts.Valid(ScenarioTexts.Minimal + $"idp: {{ clock: {clock} }}");

    // 3650 days have 315,360,000 seconds.
    [Theory]
    [InlineData("ntp: { poll: 1s }", "8:30: idp.clock.ntp.poll: '1s' polls 315360000 times in 3650d")]
    [InlineData("ntp: { poll: 315s }", "8:30: idp.clock.ntp.poll: '5m15s' polls 1001142 times in 3650d")]
    [InlineData("ntp: {}", "8:22: idp.clock.ntp.poll: '1m4s' polls 4927500 times in 3650d")]
    [InlineData("profile: cloud-vm", "8:26: idp.clock.profile: 'cloud-vm' polls 19710000 times in 3650d")]
    public void More_polls_than_a_clock_can_have_are_refused(string clock, string beginning) => Assert.Equal(
        $"{beginning}, and 1000000 is the most; write 'ntp: {{ poll: 5m16s }}' or a longer interval, or make the world shorter.",
        ScenarioTexts.OnlyError(TenYears + $"idp: {{ clock: {{ {clock} }} }}"));

    [Theory]
    [InlineData("ntp: { poll: 316s }")]
    [InlineData("profile: cloud-vm, ntp: { poll: 316s }")]
    public void As_many_polls_as_a_clock_can_have_are_allowed(string clock) => ScenarioTexts.Valid(TenYears + $"idp: {{ clock: {{ {clock} }} }}");

    // A phone sleeps every 15 minutes: 350,401 times in ten years, with two ends each.
    [Fact]
    public void More_sleeps_than_a_world_can_have_are_refused() => Assert.Equal(
        "5:50: clients.clock: the clocks of this world change 5606416 times, and 5000000 is the most; 5606416 of them are those of 'client': make the world shorter, or the machines fewer.",
        ScenarioTexts.OnlyError(TenYears.Replace("clients: { grant: refreshToken }", "clients: { count: 8, grant: refreshToken, clock: { profile: phone } }")));

    [Fact]
    public void As_many_sleeps_as_a_world_can_have_are_allowed() => ScenarioTexts.Valid(
        TenYears.Replace("clients: { grant: refreshToken }", "clients: { count: 7, grant: refreshToken, clock: { profile: phone } }"));

    // A drift of 501 ppm cannot be balanced by a slew of 500 ppm: the service acts at every poll, 86,400 times a day.
    [Theory]
    [InlineData("501ppm", false)]
    [InlineData("-500ppm", true)]
    public void A_drift_that_is_stepped_for_ever_counts(string drift, bool isAllowed)
    {
        var text = ScenarioTexts.Minimal.Replace("1h", "1d").Replace("clients: { grant: refreshToken }", $"clients: {{ count: 58, grant: refreshToken, clock: {{ drift: {drift}, ntp: {{ poll: 1s }} }} }}");

        Assert.Equal(
            isAllowed ? [] : ["the clocks of this world change 5011200 times, and 5000000 is the most; 5011200 of them are those of 'client': make the world shorter, or the machines fewer."],
            ScenarioTexts.Parse(text).Errors.Select(error => error.Message));
    }

    // Each flips a hundred thousand times.
    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void The_flips_of_a_strobe_count_for_every_machine(int clients, bool isAllowed)
    {
        var text = ScenarioTexts.Minimal.Replace("clients: { grant: refreshToken }", $"clients: {{ count: {clients}, grant: refreshToken }}") + "timeline: [ { at: 5m, strobe: { clock: client, by: 1s, halfPeriod: 1ms, for: 100s } } ]";

        Assert.Equal(isAllowed, ScenarioTexts.Parse(text).Errors.Count == 0);
    }

    private static string TenYears => ScenarioTexts.Minimal.Replace("1h", "3650d");
}
