using SkewLab.Comparators;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Worlds;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class TimelineScriptTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_jump_moves_the_wall_and_leaves_a_line()
    {
        var world = Run(new TimelineEntry { At = 2 * Second, Action = new JumpAction { Clock = "client", By = TimeSpan.FromHours(-1) } });

        Assert.Equal(["2.0000000 then jump client -1h"], world.LinesOf("then"));
        Assert.Equal(["0.0000000", "1.0000000", "-3598.0000000", "-3597.0000000"], Walls(world.LinesOf("send").Where(IsToApi)));
    }

    [Theory]
    [InlineData(false, "13.0000000")]
    [InlineData(true, "3.0000000")] // The wall stood still for 10 s.
    public void A_suspension_skips_calls_and_leaves_a_line(bool wallStops, string wallAfter)
    {
        var world = Run(20, new TimelineEntry { At = 2.5 * Second, Action = new SuspendAction { Clock = "client", For = 10 * Second, WallStops = wallStops } });

        Assert.Equal(["2.5000000 then suspend client 10s"], world.LinesOf("then"));
        Assert.Equal(10, world.LinesOf("skip").Count);
        Assert.Equal(wallAfter, Walls(world.LinesOf("send").Where(IsToApi)).ElementAt(3));
    }

    [Fact]
    public void What_else_is_done_to_clocks_leaves_a_line()
    {
        var world = Run(
            new TimelineEntry { At = Second, Action = new SlewAction { Clock = "api-1", By = -2 * Second } },
            new TimelineEntry { At = Second, Action = new VmPauseAction { Clock = "client", For = Second } },
            new TimelineEntry { At = Second, Action = new StrobeAction { Clock = "idp", By = TimeSpan.FromHours(1), HalfPeriod = Second, For = 10 * Second } },
            new TimelineEntry { At = 500 * Second, Action = new LeapSmearAction { Clock = "api-*", Over = 1000 * Second } },
            new TimelineEntry { At = Second, Action = new WrongZoneAction { Clock = "client", By = TimeSpan.FromHours(-1) } },
            new TimelineEntry { At = Second, Action = new WrongZoneAction { Clock = "client", By = TimeSpan.FromHours(1), For = Second } });

        Assert.Equal(
            [
                "1.0000000 then slew api-1 -2s 500ppm", "1.0000000 then vmPause client 1s", "1.0000000 then strobe idp 1h every 1s for 10s",
                "1.0000000 then wrongZone client -1h", "1.0000000 then wrongZone client 1h for 1s",
            ],
            world.LinesOf("then"));
    }

    [Fact]
    public void A_leap_leaves_a_line_when_it_comes()
    {
        var world = Run(501, new TimelineEntry { At = 500 * Second, Action = new LeapSmearAction { Clock = "api-*", Over = 1000 * Second } });

        Assert.Equal(["500.0000000 then leapSmear api-* over 16m40s"], world.LinesOf("then"));
    }

    [Fact]
    public void A_revoked_token_is_refused()
    {
        var world = Run(new TimelineEntry { At = 2 * Second, Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } });

        Assert.Equal(["2.0000000 then revoke at#1"], world.LinesOf("then"));
        Assert.Equal(["200", "200", "401", "401"], ApiStatuses(world));
        Assert.Equal("revoked", Assert.Single(world.Result.UnauthorizedByCause).Cause);
    }

    [Fact]
    public void Revoking_the_newest_token_leaves_the_others_alone()
    {
        var scenario = Scenario(4, new TimelineEntry { At = 2 * Second, Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } }) with
        {
            Clients = new() { Count = 2 },
            Traffic = [Users(2, Second)],
        };

        var world = SteppedWorld.Run(scenario, new NaiveExpiry());

        Assert.Equal(["200", "401"], world.LinesOf("serve").Where(line => line.StartsWith("3.", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]));
    }

    [Fact]
    public void All_tokens_can_be_revoked_at_once()
    {
        var scenario = Scenario(4, new TimelineEntry { At = 2 * Second, Action = new RevokeAction { Tokens = RevokeTarget.AllTokens } }) with { Clients = new() { Count = 2 }, Traffic = [Users(2, Second)] };

        var world = SteppedWorld.Run(scenario, new NaiveExpiry());

        Assert.Equal(["2.0000000 then revoke all 2"], world.LinesOf("then"));
        Assert.Equal(["401", "401"], world.LinesOf("serve").Where(line => line.StartsWith("3.", StringComparison.Ordinal)).Select(line => line.Split(' ')[3]));
    }

    [Fact]
    public void Before_the_first_token_there_is_nothing_to_revoke()
    {
        var world = Run(new TimelineEntry { At = TimeSpan.Zero, Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } }, new TimelineEntry { At = TimeSpan.Zero, Action = new RevokeAction { Tokens = RevokeTarget.AllTokens } });

        Assert.Equal(["0.0000000 then revoke nothing", "0.0000000 then revoke all 0"], world.LinesOf("then"));
        Assert.Equal(4, world.Result.Metrics.Ok);
    }

    [Fact]
    public void Rotated_keys_retire_the_tokens_they_signed()
    {
        var world = Run(new TimelineEntry { At = Second, Action = new RotateKeysAction { Retire = 2 * Second } });

        Assert.Equal(["1.0000000 then rotateKeys lead=0s retire=2s"], world.LinesOf("then"));
        Assert.Equal(["200", "200", "200", "401"], ApiStatuses(world));
        Assert.Equal("retired_kid", Assert.Single(world.Result.UnauthorizedByCause).Cause);
    }

    [Fact]
    public void A_fault_answers_instead_of_its_node_as_often_as_it_says()
    {
        var world = Run(new TimelineEntry { At = Second, Action = new FaultAction { At = "api-1", Fault = new() { Status = 503, Times = 2 } } });

        Assert.Equal(["1.0000000 then fault api-1 * 503"], world.LinesOf("then"));
        Assert.Equal(["200", "503", "503", "200"], ApiStatuses(world));
    }

    [Fact]
    public void A_fault_keeps_to_its_path()
    {
        var world = Run(
            new TimelineEntry { At = TimeSpan.Zero, Action = new FaultAction { At = "api-*", Fault = new() { Path = "/api/v2/conversations/voice", Status = 500 } } },
            new TimelineEntry { At = 2 * Second, Action = new FaultAction { At = "api-*", Fault = new() { Path = "/api/v2/users/me", Status = 502 } } });

        Assert.Equal(["0.0000000 then fault api-* /api/v2/conversations/voice 500", "2.0000000 then fault api-* /api/v2/users/me 502"], world.LinesOf("then"));
        Assert.Equal(["200", "200", "502", "502"], ApiStatuses(world));
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "30")]
    [InlineData(RetryAfterForm.Date, "Tue, 01 Jan 2030 00:00:30 GMT")]
    public void A_fault_asks_for_a_wait_in_the_form_it_says(RetryAfterForm form, string header)
    {
        var headers = new List<string?>();
        var client = new ActingClient(async (_, request, send) =>
        {
            var response = await send(request, CancellationToken.None).ConfigureAwait(false);
            headers.Add(response.Headers.NonValidated["Retry-After"].ToString());
            return response;
        });
        var fault = new TimelineEntry { At = TimeSpan.Zero, Action = new FaultAction { At = "api-1", Fault = new() { Status = 429, RetryAfter = 30 * Second, RetryAfterForm = form } } };

        SteppedWorld.Run(Scenario(1, fault), client);

        Assert.Equal([header], headers);
    }

    [Fact]
    public void A_scripted_401_is_injected()
    {
        var world = Run(new TimelineEntry { At = Second, Action = new FaultAction { At = "api-1", Fault = new() { Status = 401, Times = 1 } } });

        Assert.Equal("injected", Assert.Single(world.Result.UnauthorizedByCause).Cause);
        Assert.Equal(0, world.Result.Metrics.Unattributed401);
    }

    [Theory]
    [InlineData(LegName.Request, "lose client -> api-* Request 2", 2)]
    [InlineData(LegName.Response, "lose client -> api-* Response 2", 4)]
    public void Scripted_losses_take_the_next_legs_of_every_link_they_name(LegName leg, string line, int served)
    {
        var world = Run(new TimelineEntry { At = Second, Action = new LoseAction { Link = "client -> api-*", Leg = leg, Times = 2 } });

        Assert.Equal([$"1.0000000 then {line}"], world.LinesOf("then"));
        Assert.Equal(["1.0000000", "2.0000000"], world.TimesOf("lost"));
        Assert.Equal(served, ApiStatuses(world).Count());
    }

    [Fact]
    public void Scripted_losses_are_counted_over_all_the_links_they_name()
    {
        var entry = new TimelineEntry { At = Second, Action = new LoseAction { Link = "client -> api-*", Leg = LegName.Request, Times = 1 } };
        var scenario = Scenario(4, entry) with { Api = new() { Nodes = 2, Balancing = Balancing.RoundRobin } };

        var world = SteppedWorld.Run(scenario, new NaiveExpiry());

        // The calls after 1 s meet both nodes; only one of them is lost.
        Assert.Equal(["1.0000000"], world.TimesOf("lost"));
    }

    [Fact]
    public void Ending_faults_heals_nodes_and_links_and_not_clocks()
    {
        var world = Run(
            new TimelineEntry { At = Second, Action = new FaultAction { At = "api-1", Fault = new() { Status = 503 } } },
            new TimelineEntry { At = Second, Action = new LoseAction { Link = "client -> idp", Leg = LegName.Request, Times = 1000 } },
            new TimelineEntry { At = Second, Action = new JumpAction { Clock = "client", By = Second } },
            new TimelineEntry { At = 3 * Second, Action = new EndFaultsAction() });

        Assert.Equal("3.0000000 then endFaults", world.LinesOf("then")[^1]);
        Assert.Equal(["200", "503", "503", "200"], ApiStatuses(world));
        Assert.Equal("4.0000000", Walls(world.LinesOf("send").Where(IsToApi)).Last());
    }

    [Fact]
    public void Entries_happen_in_order_of_time_and_at_one_instant_as_written()
    {
        var world = Run(
            new TimelineEntry { At = 2 * Second, Action = new EndFaultsAction() },
            new TimelineEntry { At = Second, Action = new FaultAction { At = "idp", Fault = new() { Status = 500 } } },
            new TimelineEntry { At = Second, Action = new RevokeAction { Tokens = RevokeTarget.AllTokens } });

        Assert.Equal(["1.0000000 then fault idp * 500", "1.0000000 then revoke all 1", "2.0000000 then endFaults"], world.LinesOf("then"));
    }

    [Fact]
    public void Ending_faults_takes_from_links_all_that_the_timeline_added_and_nothing_else()
    {
        var link = new Link(new LinkSection { RequestLoss = 1 }, 1, "client-1", "idp");
        using var stays = link.Add(new Late(Second));
        var script = new TimelineScript(null!, new Dictionary<string, Link> { ["client-1 -> idp"] = link }, seed: 1);
        script.Lose(new() { Link = "client -> idp", Leg = LegName.Response, Times = 10 });
        script.Add("client -> idp", new Late(2 * Second));
        var response = new Leg(LegDirection.Response, 1, 1, TimeSpan.Zero);
        Assert.Equal(LegFate.Drop, link.Decide(response));

        script.EndLosses();

        // The late rule that the timeline did not add, and the link's own loss.
        Assert.Equal(LegFate.Deliver(Second), link.Decide(response));
        Assert.Equal(LegFate.Drop, link.Decide(response with { Direction = LegDirection.Request }));
    }

    private static SteppedWorld Run(params TimelineEntry[] timeline) => Run(4, timeline);

    private static SteppedWorld Run(int seconds, params TimelineEntry[] timeline) => SteppedWorld.Run(Scenario(seconds, timeline), new NaiveExpiry());

    private static Scenario Scenario(int seconds, params TimelineEntry[] timeline) => Lasting(seconds * Second, Even("1/s")) with { Timeline = timeline };

    private static bool IsToApi(string line) => line.Contains(" api-", StringComparison.Ordinal);

    private static IEnumerable<string> ApiStatuses(SteppedWorld world) => world.LinesOf("serve").Where(IsToApi).Select(line => line.Split(' ')[3]);

    private static IEnumerable<string> Walls(IEnumerable<string> lines) => lines.Select(line => line.Split("wall=")[1]);

    private sealed class Late(TimeSpan delay) : ILinkRule
    {
        public LegFate Decide(in Leg leg) => LegFate.Deliver(delay);
    }
}
