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
        return new("idp", new IdpNode("idp", clock, Reference(), SettingsOf(section)) { RateLimiter = LimiterOf(section.RateLimit) }, clock);
    }

    /// <summary>Makes the API nodes, api-1 first.</summary>
    public IReadOnlyList<Machine> CreateApi(Machine idp)
    {
        // One for all nodes: a client's requests count wherever the balancer sends them.
        var limiter = LimiterOf(plan.Scenario.Api.RateLimit);
        return [.. Enumerable.Range(1, plan.Scenario.Api.Nodes).Select(number => CreateApi($"api-{number}", (IdpNode)idp.Node, limiter))];
    }

    private NodeClock Reference() => new(timeline, ClockModel.Perfect, plan.Epoch);

    private RateLimiter? LimiterOf(RateLimitSection? section) => section is null ? null
        : new(Reference(), new(section.Rate.Count, section.Rate.Period, section.Burst)) { RetryAfterForm = FormOf(section.RetryAfterForm) };

    /// <summary>A scenario's word for how Retry-After is written, as nodes know it.</summary>
    internal static FakeIdp.RetryAfterForm FormOf(Scenarios.RetryAfterForm form) => form == Scenarios.RetryAfterForm.Date ? FakeIdp.RetryAfterForm.Date : FakeIdp.RetryAfterForm.Seconds;

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
        CachedUntil = section.Tokens.CachedUntil,
        ExpiresIn = section.Tokens.ExpiresIn switch
        {
            ExpiresInName.Absent => ExpiresInAnswer.Absent,
            ExpiresInName.Zero => ExpiresInAnswer.Zero,
            ExpiresInName.Negative => ExpiresInAnswer.Negative,
            _ => ExpiresInAnswer.Lifetime,
        },
        RefreshMode = section.RefreshTokens.Mode switch
        {
            RefreshTokenModeName.Rotate => RefreshMode.Rotate,
            RefreshTokenModeName.RotateDetectReuse => RefreshMode.RotateDetectReuse,
            RefreshTokenModeName.Omit => RefreshMode.Omit,
            _ => RefreshMode.Keep,
        },
        ReuseGrace = section.RefreshTokens.ReuseGrace,
        RevokeOnRefresh = section.RevokeOnRefresh,
        Seed = plan.Seed,
    };

    private Machine CreateApi(string name, IdpNode idp, RateLimiter? limiter)
    {
        var own = plan.Scenario.Api.Node.GetValueOrDefault(name) ?? Unnamed;
        var each = plan.Scenario.Api.Each;
        var section = new ApiNodeSection
        {
            Clock = own.Clock ?? each.Clock,
            LearnsTokenAfter = own.LearnsTokenAfter ?? each.LearnsTokenAfter,
            LearnsRevocationAfter = own.LearnsRevocationAfter ?? each.LearnsRevocationAfter,
            LearnsKeyAfter = own.LearnsKeyAfter ?? each.LearnsKeyAfter,
            KeySet = own.KeySet ?? each.KeySet,
        };
        var clock = clocks.Create(name, section.Clock ?? new());
        var settings = new ApiSettings
        {
            Validator = ValidatorOf(plan.Scenario.Api.Validator),
            VerifySignatures = plan.VerifyEverySignature ? VerifySignatures.Always : VerifySignatures.OncePerToken,
            MissingScopeStatus = plan.Scenario.Api.MissingScopeIs401 ? 401 : 403,
            PropagatingStatus = plan.Scenario.Api.PropagatingIs403 ? 403 : 401,
            KeySetCache = section.KeySet is { } keySet ? new(keySet.MaxAge, keySet.CoolDown) : null,
        };
        return new(name, new ApiNode(name, clock, idp, settings, new DrawnPropagation(section, plan.Seed)) { RateLimiter = limiter }, clock);
    }

    private static ValidatorPreset ValidatorOf(ValidatorSection section)
    {
        var preset = ValidatorPreset.Find(section.Preset)!;
        return preset with { Leeway = section.Leeway ?? preset.Leeway, ChecksIssuedAt = section.CheckIssuedAt ?? preset.ChecksIssuedAt };
    }
}
