namespace SkewLab.Scenarios.Tests.Rules;

public class ClockActionRulesTests
{
    [Theory]
    [InlineData("{ at: 5m, slew: { clock: server, by: 1s } }", "slew.clock: 'server' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("{ at: 5m, vmPause: { clock: api-3, for: 1s } }", "vmPause.clock: 'api-3' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("{ at: 5m, strobe: { clock: client-1, by: 1s, halfPeriod: 1s, for: 1m } }", "strobe.clock: 'client-1' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("{ at: 30m, leapSmear: { clock: api, over: 1h } }", "leapSmear.clock: 'api' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("{ at: 5m, wrongZone: { clock: IDP, by: 1h } }", "wrongZone.clock: 'IDP' is not a clock; the clocks are client, idp, api-* and api-1 to api-2.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 31d } }", "slew.by: '31d' is outside -30d to 30d.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 1s, rate: 999ppb } }", "slew.rate: '999ppb' is outside 1ppm to 100000ppm.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 1s, rate: 100001ppm } }", "slew.rate: '100001ppm' is outside 1ppm to 100000ppm.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 1s, rate: 500 } }", "slew.rate: '500' has no unit; write '500ppm' or '500ppb'.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 30d, rate: 1ppm } }", "slew.by: '30d' takes 3650000d or more at 1ppm, longer than clocks count; write a faster rate, as in 'rate: 500ppm', or less.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: -3d15h36m, rate: 1ppm } }", "slew.by: '-3d15h36m' takes 3650000d or more at 1ppm, longer than clocks count; write a faster rate, as in 'rate: 500ppm', or less.")]
    [InlineData("{ at: 5m, vmPause: { clock: client, for: 0s } }", "vmPause.for: '0s' is outside 1ms to 3650d.")]
    [InlineData("{ at: 5m, vmPause: { clock: client, for: 1s, correctedAfter: -1s } }", "vmPause.correctedAfter: '-1s' is outside 0s to 3650d.")]
    [InlineData("{ at: 5m, strobe: { clock: client, by: 1s, halfPeriod: 100us, for: 1m } }", "strobe.halfPeriod: '100us' is outside 1ms to 3650d.")]
    [InlineData("{ at: 5m, strobe: { clock: client, by: 1s, halfPeriod: 2ms, for: 200002ms } }", "strobe.halfPeriod: '2ms' flips more than 100000 times in 3m20.002s; write a longer half period, as in 'halfPeriod: 10s', or a shorter 'for'.")]
    [InlineData("{ at: 5m, strobe: { clock: client, by: 40000d, halfPeriod: 1s, for: 1m } }", "strobe.by: '40000d' is outside -36500d to 36500d.")]
    [InlineData("{ at: 30m, leapSmear: { clock: api-*, over: 999s } }", "leapSmear.over: '999s' is outside 1000s to 30d.")]
    [InlineData("{ at: 29m59s, leapSmear: { clock: api-*, over: 1h } }", "leapSmear.over: '1h' begins before the world: half of it, 30m, lies before the leap at 29m59s; write 'at: 30m' or later, or a shorter 'over', at least 1000s.")]
    [InlineData("{ at: 30m, leapSmear: { clock: api-* } }", "leapSmear.over: '1d' begins before the world: half of it, 12h, lies before the leap at 30m; write 'at: 12h' or later, or a shorter 'over', at least 1000s.")]
    [InlineData("{ at: 5m, wrongZone: { clock: client, by: 20m } }", "wrongZone.by: '20m' is no zone error: zones differ by multiples of 15m, as in 'by: -1h'.")]
    [InlineData("{ at: 5m, wrongZone: { clock: client, by: 14h15m } }", "wrongZone.by: '14h15m' is outside -14h to 14h.")]
    [InlineData("{ at: 5m, wrongZone: { clock: client, by: 1h, for: 0s } }", "wrongZone.for: '0s' is outside 1ms to 3650d.")]
    public void An_action_that_cannot_be_done_to_a_clock_is_refused(string entry, string message)
    {
        var error = ScenarioTexts.OnlyError(ScenarioTexts.Minimal + $"timeline: [ {entry} ]");

        // Where the faulty value stands; one that is not in the file, where its section does.
        var value = message.Split('\'')[1];
        var column = ("timeline: [ " + entry).IndexOf(entry.Contains(value, StringComparison.Ordinal) ? $" {value}" : " { clock", StringComparison.Ordinal) + 2;
        Assert.Equal($"8:{column}: timeline[0].{message}", error);
    }

    [Theory]
    [InlineData("{ at: 6m, vmPause: { clock: api-1, for: 1m } }, { at: 5m, suspend: { clock: api-*, for: 61s } }", "8:41: timeline[0].vmPause.clock: 'api-1' is still asleep at 6m: timeline[1] suspends 'api-*' until 6m1s.")]
    [InlineData("{ at: 5m, vmPause: { clock: client, for: 61s } }, { at: 6m, suspend: { clock: client, for: 1s } }", "8:91: timeline[1].suspend.clock: 'client' is still asleep at 6m: timeline[0] pauses 'client' until 6m1s.")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 31ms } }, { at: 6m, slew: { clock: client, by: 1s } }", "8:85: timeline[1].slew.clock: 'client' is still being slewed at 6m: timeline[0] slews 'client' until 6m2s.")]
    [InlineData("{ at: 5m, slew: { clock: api-2, by: -61ms, rate: 1000ppm } }, { at: 6m, slew: { clock: api-*, by: 1s } }", "8:100: timeline[1].slew.clock: 'api-*' is still being slewed at 6m: timeline[0] slews 'api-2' until 6m1s.")]
    [InlineData("{ at: 30m, leapSmear: { clock: client, over: 1h } }, { at: 30m, leapSmear: { clock: client, over: 1h } }", "8:97: timeline[1].leapSmear.clock: 'client' is still smeared at 0s: timeline[0] smears 'client' until 1h.")]
    [InlineData("{ at: 500s, leapSmear: { clock: api-1, over: 1000s } }, { at: 1499s, leapSmear: { clock: api-*, over: 1000s } }", "8:102: timeline[1].leapSmear.clock: 'api-*' is still smeared at 16m39s: timeline[0] smears 'api-1' until 16m40s.")]
    public void What_goes_on_on_a_clock_cannot_begin_again(string entries, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + $"timeline: [ {entries} ]"));

    [Theory]
    [InlineData("{ at: 5m, vmPause: { clock: client, for: 1m } }, { at: 6m, suspend: { clock: client, for: 1s } }")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 30ms } }, { at: 6m, slew: { clock: client, by: 1s, rate: 100000ppm } }")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 1s } }, { at: 6m, slew: { clock: idp, by: -1s } }")]
    [InlineData("{ at: 5m, strobe: { clock: client, by: 36500d, halfPeriod: 1ms, for: 100s } }")]
    [InlineData("{ at: 500s, leapSmear: { clock: api-*, over: 1000s } }")]
    [InlineData("{ at: 30m, leapSmear: { clock: api-*, over: 1h } }")]
    [InlineData("{ at: 500s, leapSmear: { clock: client, over: 1000s } }, { at: 1500s, leapSmear: { clock: client, over: 1000s } }")]
    [InlineData("{ at: 5m, slew: { clock: client, by: 3d15h35m59s, rate: 1ppm } }")]
    [InlineData("{ at: 5m, wrongZone: { clock: client, by: -14h } }, { at: 5m, wrongZone: { clock: idp, by: 45m, for: 1ms } }")]
    [InlineData("{ at: 5m, vmPause: { clock: client, for: 3650d, correctedAfter: 0s } }")]
    public void The_other_side_of_each_boundary_is_allowed(string entries) => ScenarioTexts.Valid(ScenarioTexts.Minimal + $"timeline: [ {entries} ]");

    [Theory]
    [InlineData("clients: { grant: refreshToken, clock: { ntp: {} } }", "client", "clients.clock")]
    [InlineData("clients: { grant: refreshToken, clock: { profile: cloud-vm } }", "client", "clients.clock")]
    public void A_pause_that_a_time_service_corrects_is_not_corrected_twice(string clients, string clock, string place) => Assert.Equal(
        $"8:74: timeline[0].vmPause.correctedAfter: '5m' corrects the clock of '{clock}', which a time service corrects already (`{place}`); leave it out.",
        ScenarioTexts.OnlyError(ScenarioTexts.Minimal.Replace("clients: { grant: refreshToken }", clients) + "timeline: [ { at: 5m, vmPause: { clock: client, for: 1m, correctedAfter: 5m } } ]"));

    [Fact]
    public void A_pause_of_another_clock_is_corrected_as_it_says() => ScenarioTexts.Valid(
        ScenarioTexts.Minimal + "idp: { clock: { ntp: {} } }\ntimeline: [ { at: 5m, vmPause: { clock: client, for: 1m, correctedAfter: 5m } }, { at: 9m, vmPause: { clock: idp, for: 1m } } ]");
}
