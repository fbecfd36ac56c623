using SkewLab.FakeIdp;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Scenarios;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>Makes the IdP and the API nodes of a world from its scenario.</summary>
/// <param name="plan">The world.</param>
/// <param name="clocks">Makes clocks.</param>
/// <param name="timeline">The world's time line; propagation is measured on it.</param>
internal sealed class Nodes(WorldPlan plan, WorldClocks clocks, VirtualTimeline timeline)
{
    private static readonly ApiNodeSection Unnamed = new();

    /// <summary>Makes the IdP.</summary>
    public Machine CreateIdp()
    {
        var section = plan.Scenario.Idp;
        var clock = clocks.Create("idp", section.Clock);
        return new("idp", new IdpNode("idp", clock, new NodeClock(timeline, ClockModel.Perfect, plan.Epoch), SettingsOf(section)), clock);
    }

    /// <summary>Makes the API nodes, api-1 first.</summary>
    public IReadOnlyList<Machine> CreateApi(Machine idp) => [.. Enumerable.Range(1, plan.Scenario.Api.Nodes).Select(number => CreateApi($"api-{number}", (IdpNode)idp.Node))];

    private IdpSettings SettingsOf(IdpSection section) => new()
    {
        Lifetime = section.Tokens.Lifetime,
        Format = section.Tokens.Format == TokenFormatName.Opaque ? TokenFormat.Opaque : TokenFormat.Jwt,
        Algorithm = section.Tokens.Algorithm switch
        {
            SigningAlgorithmName.RS256 => SigningAlgorithm.RS256,
            SigningAlgorithmName.HS256 => SigningAlgorithm.HS256,
            _ => SigningAlgorithm.ES256,
        },
        NotBefore = section.Tokens.NotBefore,
        RefreshMode = section.RefreshTokens.Mode == RefreshTokenModeName.Rotate ? RefreshMode.Rotate : RefreshMode.Keep,
        ReuseGrace = section.RefreshTokens.ReuseGrace,
        RevokeOnRefresh = section.RevokeOnRefresh,
        Seed = plan.Seed,
    };

    private Machine CreateApi(string name, IdpNode idp)
    {
        var own = plan.Scenario.Api.Node.GetValueOrDefault(name) ?? Unnamed;
        var each = plan.Scenario.Api.Each;
        var section = new ApiNodeSection
        {
            Clock = own.Clock ?? each.Clock,
            LearnsTokenAfter = own.LearnsTokenAfter ?? each.LearnsTokenAfter,
            LearnsRevocationAfter = own.LearnsRevocationAfter ?? each.LearnsRevocationAfter,
            LearnsKeyAfter = own.LearnsKeyAfter ?? each.LearnsKeyAfter,
        };
        var clock = clocks.Create(name, section.Clock ?? new());
        var settings = new ApiSettings
        {
            Validator = ValidatorOf(plan.Scenario.Api.Validator),
            VerifySignatures = plan.VerifyEverySignature ? VerifySignatures.Always : VerifySignatures.OncePerToken,
        };
        return new(name, new ApiNode(name, clock, idp, settings, new DrawnPropagation(section, plan.Seed)), clock);
    }

    private static ValidatorPreset ValidatorOf(ValidatorSection section)
    {
        var preset = ValidatorPreset.Find(section.Preset)!;
        return preset with { Leeway = section.Leeway ?? preset.Leeway, ChecksIssuedAt = section.CheckIssuedAt ?? preset.ChecksIssuedAt };
    }
}
