using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Worlds;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class NodesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void What_is_said_of_one_node_replaces_what_is_said_of_each()
    {
        var api = new ApiSection
        {
            Nodes = 2,
            Each = new() { Clock = new() { Offset = Distribution.Constant(5 * Second) }, LearnsTokenAfter = Distribution.Constant(Second), LearnsKeyAfter = Distribution.Constant(2 * Second) },
            Node = new Dictionary<string, ApiNodeSection> { ["api-2"] = new() { Clock = new(), LearnsTokenAfter = Distribution.Constant(7 * Second) } },
        };

        var nodes = Create(api);

        Assert.Equal(["api-1", "api-2"], nodes.Select(machine => machine.Name));
        Assert.Equal([5 * Second, TimeSpan.Zero], nodes.Select(machine => machine.Clock.Offset));
        Assert.Equal([Second, 7 * Second], nodes.Select(machine => Propagation(machine).LearnsTokenAfter(Node(machine), 1)));
        Assert.Equal([2 * Second, 2 * Second], nodes.Select(machine => Propagation(machine).LearnsKeyAfter(Node(machine), 1)));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], nodes.Select(machine => Propagation(machine).LearnsRevocationAfter(Node(machine), 1)));
    }

    [Fact]
    public void What_a_node_learns_when_is_drawn_by_node_purpose_and_ordinal()
    {
        var delay = Distribution.Parse("uniform(0s, 1h)");
        var each = new ApiNodeSection { LearnsTokenAfter = delay, LearnsRevocationAfter = delay, LearnsKeyAfter = delay };

        var nodes = Create(new() { Nodes = 2, Each = each });

        var draws = nodes.SelectMany(machine => new[]
        {
            Propagation(machine).LearnsTokenAfter(Node(machine), 1),
            Propagation(machine).LearnsTokenAfter(Node(machine), 2),
            Propagation(machine).LearnsRevocationAfter(Node(machine), 1),
            Propagation(machine).LearnsKeyAfter(Node(machine), 1),
        }).ToArray();
        Assert.Equal(8, draws.Distinct().Count());
        Assert.Equal(draws[0], Propagation(nodes[0]).LearnsTokenAfter(Node(nodes[0]), 1));
    }

    [Theory]
    [InlineData(null, null, 30, false)]
    [InlineData(5.0, true, 5, true)]
    [InlineData(0.0, null, 0, false)]
    public void A_validator_is_its_preset_with_what_the_scenario_changes(double? leeway, bool? checkIssuedAt, double expectedLeeway, bool checksIssuedAt)
    {
        var validator = new ValidatorSection { Preset = "oauth4webapi", Leeway = leeway is { } seconds ? TimeSpan.FromSeconds(seconds) : null, CheckIssuedAt = checkIssuedAt };

        var settings = Node(Assert.Single(Create(new() { Validator = validator }))).Settings;

        Assert.Equal(("oauth4webapi", expectedLeeway, checksIssuedAt), (settings.Validator.Name, settings.Validator.Leeway.TotalSeconds, settings.Validator.ChecksIssuedAt));
        Assert.Equal(VerifySignatures.OncePerToken, settings.VerifySignatures);
    }

    [Theory]
    [InlineData(false, VerifySignatures.OncePerToken)]
    [InlineData(true, VerifySignatures.Always)]
    public void A_plan_can_have_every_signature_verified(bool verifies, VerifySignatures expected)
    {
        Assert.Equal(expected, Node(Assert.Single(Create(new(), verifies))).Settings.VerifySignatures);
    }

    [Fact]
    public void The_IdP_issues_what_the_scenario_says()
    {
        var section = new IdpSection
        {
            Clock = new() { Offset = Distribution.Constant(3 * Second) },
            Tokens = new() { Lifetime = 600 * Second, Format = TokenFormat.Opaque, Algorithm = SigningAlgorithm.HS256, NotBefore = false },
            RefreshTokens = new() { Mode = RefreshMode.Rotate, ReuseGrace = 10 * Second },
            RevokeOnRefresh = true,
        };

        var machine = Factory(TestScenario.Lasting(Second) with { Idp = section }).CreateIdp();

        Assert.Equal(
            new IdpSettings
            {
                Lifetime = 600 * Second,
                Format = TokenFormat.Opaque,
                Algorithm = SigningAlgorithm.HS256,
                NotBefore = false,
                RefreshMode = RefreshMode.Rotate,
                ReuseGrace = 10 * Second,
                RevokeOnRefresh = true,
                Seed = 9,
            },
            ((IdpNode)machine.Node).Settings);
        Assert.Equal(3 * Second, machine.Clock.Offset);
    }

    private static IReadOnlyList<Machine> Create(ApiSection api, bool verifies = false)
    {
        var nodes = Factory(TestScenario.Lasting(Second) with { Api = api }, verifies);
        return nodes.CreateApi(nodes.CreateIdp());
    }

    private static Nodes Factory(Scenario scenario, bool verifies = false)
    {
        var timeline = new VirtualTimeline();
        var plan = new WorldPlan { Scenario = scenario, Strategy = "test", Factory = ActingClient.Plain, Options = new() { Seed = 9, VerifyEverySignature = verifies } };
        return new(plan, new(plan, timeline), timeline);
    }

    private static ApiNode Node(Machine machine) => (ApiNode)machine.Node;

    private static IPropagation Propagation(Machine machine) => Node(machine).Propagation;
}
