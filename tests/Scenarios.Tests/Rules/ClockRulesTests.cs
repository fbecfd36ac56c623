namespace SkewLab.Scenarios.Tests.Rules;

public class ClockRulesTests
{
    private const string Rule = "a world begins in 2030, and all jumps of one clock add up: jump less far, as in 'by: -1h'.";

    // From 2030-01-01 it is 741077d back to the year 1, and 2910982d on to the year 10000: 20 and 79 jumps of 36500d, and a rest.
    private const string BackRest = "-11077d";

    [Theory]
    [InlineData("client", -20, "-36500d", "")]
    [InlineData("idp", -20, "-36500d", "")]
    [InlineData("api-2", -20, "-36500d", "")]
    [InlineData("client", -20, BackRest + "0.1us", "")]
    [InlineData("client", 79, "36500d", "")]
    [InlineData("api-1", 79, "36500d", "")]
    [InlineData("client", 79, "27481d23h0.1us", "")]
    [InlineData("idp", 79, "27479d22h0.1us", ", with 2d1h to spare for the tokens it issues")]
    public void A_jump_that_leaves_the_calendar_is_refused(string clock, int jumps, string last, string spare) => Assert.Equal(
        [$"{Math.Abs(jumps) + 9}:{clock.Length + 36}: timeline[{Math.Abs(jumps)}].jump.by: '{last}' takes the clock of '{clock}' out of the years 1 to 9999{spare}; {Rule}"],
        Errors(Jumps(clock, jumps) + Jump(clock, last)));

    [Theory]
    [InlineData("client", -20, BackRest)]
    [InlineData("idp", -20, BackRest)]
    [InlineData("client", 79, "27481d22h59m59s999ms999.9us")]
    [InlineData("api-*", 79, "27481d22h59m59s999ms999.9us")]
    [InlineData("idp", 79, "27479d21h59m59s999ms999.9us")]
    public void A_jump_within_the_calendar_is_allowed(string clock, int jumps, string last) => Assert.Equal([], Errors(Jumps(clock, jumps) + Jump(clock, last)));

    [Fact]
    public void A_jump_is_reported_once_though_it_moves_many_nodes() => Assert.Equal(
        [$"29:41: timeline[20].jump.by: '-36500d' takes the clock of 'api-1' out of the years 1 to 9999; {Rule}"],
        Errors(Jumps("api-*", -20) + Jump("api-*", "-36500d")));

    [Fact]
    public void Every_clock_that_leaves_is_reported() => Assert.Equal(2, Errors(Jumps("client", -21) + Jumps("idp", -21)).Length);

    [Fact]
    public void Clocks_do_not_add_up() => Assert.Equal([], Errors(Jumps("client", -20) + Jumps("idp", -20) + Jumps("api-1", -20) + Jumps("api-2", -20)));

    [Fact]
    public void What_happens_at_one_instant_counts_together() => Assert.Equal([], Errors(Jumps("client", -30) + Jumps("client", 20)));

    [Theory]
    [InlineData("-1d", true)]
    [InlineData("0s", false)]
    [InlineData("1d", false)]
    [InlineData("\"uniform(-1d, 1d)\"", true)]
    [InlineData("\"uniform(0s, 1d)\"", false)]
    [InlineData("exponential(1d)", false)]
    public void The_offset_counts(string offset, bool leaves) =>
        Assert.Equal(leaves, Errors(Jumps("idp", -20) + Jump("idp", BackRest), $"idp: {{ clock: {{ offset: {offset} }} }}").Length == 1);

    // A clock that is 10 % slow needs 54 minutes for the hour.
    [Theory]
    [InlineData("0ppm", true)]
    [InlineData("-100000ppm", false)]
    public void The_drift_counts(string drift, bool leaves) =>
        Assert.Equal(leaves, Errors(Jumps("idp", 79) + Jump("idp", "27479d22h3m"), $"idp: {{ clock: {{ drift: {drift} }} }}").Length == 1);

    // Once asleep for the rest of the hour, the clock does not reach the end of the calendar.
    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public void A_wall_that_stops_counts(string wallStops, bool leaves) => Assert.Equal(
        leaves,
        Errors(Jumps("client", 79) + Jump("client", "27481d23h0.1us") + $"  - {{ at: 5m, suspend: {{ clock: client, for: 50m, wallStops: {wallStops} }} }}\n").Length == 1);

    // At the very end of the calendar, an hour less the world's hour: what is ahead by a tick more leaves it.
    [Theory]
    [InlineData("slew: { clock: client, by: 0.1us }", true)]
    [InlineData("slew: { clock: client, by: -0.1us }", false)]
    [InlineData("strobe: { clock: client, by: 0.1us, halfPeriod: 1s, for: 55m }", true)]
    [InlineData("strobe: { clock: client, by: -1s, halfPeriod: 1s, for: 55m }", false)]
    [InlineData("wrongZone: { clock: client, by: 15m }", true)]
    [InlineData("wrongZone: { clock: client, by: -15m }", false)]
    [InlineData("vmPause: { clock: client, for: 1m }", false)]
    public void What_else_moves_a_clock_counts(string action, bool leaves) => Assert.Equal(
        leaves, Errors(Jumps("client", 79) + Jump("client", "27481d22h59m59s999ms999.9us") + $"  - {{ at: 5m, {action} }}\n").Length == 1);

    // 21,915 days back to 1970.
    [Theory]
    [InlineData("{ offset: 0s }", false)]
    [InlineData("{ deadBattery: {} }", true)]
    [InlineData("{ deadBattery: {}, ntp: {} }", true)]
    public void A_dead_battery_counts(string clock, bool leaves) =>
        Assert.Equal(leaves, Errors(Jumps("idp", -20) + Jump("idp", "-1d"), $"idp: {{ clock: {clock} }}").Length == 1);

    [Fact]
    public void A_jump_that_a_time_service_has_undone_makes_no_room_for_another() =>
        Assert.Single(Errors(Jumps("idp", 20) + Jumps("idp", -21), "idp: { clock: { ntp: {} } }"));

    [Fact]
    public void A_token_of_ten_years_needs_ten_years() => Assert.Equal(
        [$"88:39: timeline[79].jump.by: '25000d' takes the clock of 'idp' out of the years 1 to 9999, with 3652d to spare for the tokens it issues; {Rule}"],
        Errors(Jumps("idp", 79) + Jump("idp", "25000d"), "idp: { tokens: { lifetime: 3650d } }"));

    private static string Jumps(string clock, int count) => string.Concat(Enumerable.Repeat(Jump(clock, count < 0 ? "-36500d" : "36500d"), Math.Abs(count)));

    private static string Jump(string clock, string by) => $"  - {{ at: 0s, jump: {{ clock: {clock}, by: {by} }} }}\n";

    private static string[] Errors(string timeline, string line = "") =>
        [.. ScenarioTexts.Parse($"{ScenarioTexts.Minimal}timeline:\n{timeline}{line}").Errors.Select(error => error.ToString()["test.yaml:".Length..])];
}
