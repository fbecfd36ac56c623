using System.Net;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Input;
using SkewLab.Scenarios;
using SkewLab.Serve;
using SkewLab.Verdicts;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>What serve was asked for becomes a lab's options, or sentences.</summary>
public class LabPlanTests
{
    [Fact]
    public void Without_anything_there_is_one_exact_node_that_signs_with_RS256_and_a_seed_nobody_can_tell()
    {
        var (one, two) = (LabPlan.Create(new()).Options, LabPlan.Create(new()).Options);

        Assert.Equal((1, SigningAlgorithm.RS256, "app", IPAddress.Loopback),
            (one.Api.Nodes, one.Idp.Settings.Algorithm, one.Clients.Single().Id, one.ListenOn));
        Assert.NotEqual(one.Idp.Settings.Seed, two.Idp.Settings.Seed);
    }

    [Fact]
    public void Quick_knobs_reach_their_nodes()
    {
        var plan = LabPlan.Create(new()
        {
            Lifetime = "20s",
            ApiNodes = 3,
            Offsets = ["idp=1s", "api-2=-2s"],
            Learns = ["api-3=800ms"],
            Clients = ["spa", "back:end:1"],
            NodePorts = ["api-1=0"],
        });

        Assert.Empty(plan.Problems);
        var options = plan.Options;
        Assert.Equal((TimeSpan.FromSeconds(20), 3), (options.Idp.Settings.Lifetime, options.Api.Nodes));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(-2)), (options.Idp.Clock.Offset, options.Api.Node["api-2"].Clock.Offset));
        Assert.Equal(TimeSpan.FromMilliseconds(800), options.Api.Node["api-3"].Propagation.LearnsTokenAfter);
        Assert.Equal([("spa", null), ("back", "end:1")], options.Clients.Select(client => (client.Id, client.Secret)));
        Assert.Equal(0, options.NodePorts["api-1"]);
    }

    [Fact]
    public void Every_problem_is_said_at_once()
    {
        var plan = LabPlan.Create(new()
        {
            Lifetime = "1500ms",
            Offsets = ["api-2=-2s", "api-1", "idp=5"],
            Learns = ["idp=1s"],
            NodePorts = ["api-1=65536"],
            Listen = IPAddress.Any,
        });

        Assert.Equal(
            [
                "--lifetime: '1500ms': A lifetime is whole seconds from 1s to 36500d: expires_in is an integer. For example --lifetime 20s",
                "--offset: there is no node 'api-2'; the lab has idp and api-1 to api-1",
                "--offset: 'api-1' is no pair of a node and a value; for example --offset api-2=-2s",
                "--offset: '5' has no unit; write '5s' or '5ms'.",
                "--learns: there is no API node 'idp'; the lab has api-1 to api-1",
                "--listen: 0.0.0.0 is reached from other machines, which could then control the lab; give a control token, too: --token SOMETHING-LONG",
                "--node-port: '65536' is no port from 0 to 65535; for example --node-port api-2=8407",
            ],
            plan.Problems);
        Assert.Empty(LabPlan.Create(new() { Listen = IPAddress.Any, ControlToken = "T" }).Problems);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_control_token_is_none_and_is_refused(string token) => Assert.Equal(
        ["--token: it is empty, and would let everybody control the lab; give one, for example --token SOMETHING-LONG, or leave the option out"],
        LabPlan.Create(new() { ControlToken = token }).Problems);

    [Fact]
    public void A_scenario_says_how_the_lab_begins_and_what_it_leaves_to_the_client()
    {
        var plan = LabPlan.Create(new()
        {
            Scenario = Load(
            """
            idp: { tokens: { lifetime: 30s, algorithm: HS256 }, refreshTokens: { mode: rotate, reuseGrace: 3s }, clock: { offset: 1s } }
            api:
              nodes: 2
              balancing: roundRobin
              validator: { preset: spring, leeway: 5s }
              rateLimit: { rate: 10/s, burst: 20 }
              each: { clock: { drift: 50ppm }, keySet: { maxAge: 1m } }
              node: { api-2: { clock: { offset: -2s }, learnsTokenAfter: 800ms } }
            clients: { count: 2, grant: refreshToken, scope: users:readonly, storesRefreshTokens: true, clock: { offset: 2ms } }
            timeline: [ { at: 6s, jump: { clock: idp, by: -1h } } ]
            """)
        });

        Assert.Empty(plan.Problems);
        Assert.Equal(
            [
                "traffic and strategies: the requests are your client's",
                "clients.clock: your client has its own",
                "clients.grant: your client gets its first refresh token from POST /_skewlab/refresh-tokens",
                "clients.scope: your client asks for 'users:readonly', or gets all there is",
                "clients.storesRefreshTokens: your client keeps them, or not",
            ],
            plan.LeftOut);
        var options = plan.Options;
        Assert.Equal((TimeSpan.FromSeconds(30), SigningAlgorithm.HS256, RefreshMode.Rotate),
            (options.Idp.Settings.Lifetime, options.Idp.Settings.Algorithm, options.Idp.Settings.RefreshMode));
        Assert.Equal((TimeSpan.FromSeconds(1), Balancing.RoundRobin), (options.Idp.Clock.Offset, options.Api.Balancing));
        Assert.Equal(("spring", TimeSpan.FromSeconds(5), new RateLimit(10, TimeSpan.FromSeconds(1), 20)),
            (options.Api.Settings.Validator.Name, options.Api.Settings.Validator.Leeway, options.Api.RateLimit));
        Assert.Equal((50_000, TimeSpan.FromSeconds(-2)), (options.Api.Node["api-1"].Clock.DriftPpb, options.Api.Node["api-2"].Clock.Offset));
        Assert.Equal(TimeSpan.FromMilliseconds(800), options.Api.Node["api-2"].Propagation.LearnsTokenAfter);
        Assert.Equal(TimeSpan.FromMinutes(1), options.Api.Node["api-1"].Settings!.KeySetCache!.MaxAge);
        Assert.Equal(["client-1", "client-2"], options.Clients.Select(client => client.Id));
    }

    [Fact]
    public void What_the_token_answer_says_of_the_lifetime_is_the_scenarios()
    {
        var plan = LabPlan.Create(new() { Scenario = Load("idp: { tokens: { expiresIn: zero, cachedUntil: 30s } }") });

        Assert.Equal((ExpiresInAnswer.Zero, TimeSpan.FromSeconds(30)), (plan.Options.Idp.Settings.ExpiresIn, plan.Options.Idp.Settings.CachedUntil));
    }

    [Fact]
    public void What_a_live_lab_cannot_do_is_refused_in_a_sentence()
    {
        var plan = LabPlan.Create(new()
        {
            Scenario = Load(
            """
            api:
              balancing: sticky
              each: { learnsTokenAfter: "uniform(1s, 2s)", clock: { profile: cloud-vm } }
            timeline:
              - { at: 6s, suspend: { clock: idp, for: 20m } }
              - { at: 7s, jump: { clock: client, by: 1s } }
            """)
        });

        Assert.Equal(
            [
                "live.yaml: api.balancing: a live lab cannot tell one client's requests from another's; send them to one node's prefix, or use roundRobin.",
                "live.yaml: the clock of api-1: a live clock has an offset and a drift; profile, ntp, deadBattery and resolution need the simulation.",
                "live.yaml: api-1: learnsTokenAfter: uniform(1s, 2s) differs from token to token, which a live lab cannot do yet; write one duration.",
                "live.yaml: timeline at 6s: 'suspend' needs the simulation; a live lab jumps the clocks of its nodes, rotates keys, revokes and adds faults.",
                "live.yaml: timeline at 7s: the clock of client is the live client's own; a live lab has the clocks of idp and the API nodes.",
            ],
            plan.Problems);
    }

    private static LoadedScenario Load(string text)
    {
        var load =
            ScenarioFile.Parse($"lab: 1\nname: live\nduration: 1h\ntraffic: [ {{ executor: constantArrivalRate, rate: 12/min, request: GET /api/v2/users/me }} ]\nstrategies: [ naive-expiry ]\n{text}\n", "live.yaml", LabVocabulary.Value);
        Assert.Empty(load.Errors);
        return new("live.yaml", load.Text, load.Scenario!);
    }
}
