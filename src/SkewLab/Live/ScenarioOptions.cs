using SkewLab.Commands;
using SkewLab.FakeIdp;
using SkewLab.Simulation.Randomness;
using SkewLab.Simulation.Scenarios;
using SkewLab.Testing;

namespace SkewLab.Live;

/// <summary>What a scenario says of IdP, API and clients, as a lab's options. What a live lab cannot do is a problem; what belongs to its clients is left out.</summary>
internal sealed class ScenarioOptions(LoadedScenario loaded, LabOptions options, ICollection<string> problems, ICollection<string> leftOut)
{
    private readonly Scenario _scenario = loaded.Scenario;

    public void Apply()
    {
        ApplyIdp(_scenario.Idp);
        ApplyApi(_scenario.Api);
        ApplyClients(_scenario.Clients);
        foreach (var problem in LiveTimeline.ProblemsOf(_scenario.Timeline))
            problems.Add($"{loaded.Path}: {problem}");
        if (_scenario.Traffic.Count > 0)
            leftOut.Add("traffic and strategies: the requests are your client's");
        if (_scenario.Links.Count > 0)
            leftOut.Add("links: the network is the real one");
        if (_scenario.Clients.Clock != new ClockSection())
            leftOut.Add("clients.clock: your client has its own");
    }

    private void ApplyIdp(IdpSection section)
    {
        options.Idp.Clock = ClockOf("idp", section.Clock, "idp.clock");
        options.Idp.RateLimit = LimitOf(section.RateLimit);
        options.Idp.RetryAfterForm = FormOf(section.RateLimit);
        options.Idp.Settings = new()
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
            RefreshMode = section.RefreshTokens.Mode switch
            {
                RefreshTokenModeName.Rotate => RefreshMode.Rotate,
                RefreshTokenModeName.RotateDetectReuse => RefreshMode.RotateDetectReuse,
                RefreshTokenModeName.Omit => RefreshMode.Omit,
                _ => RefreshMode.Keep,
            },
            ReuseGrace = section.RefreshTokens.ReuseGrace,
            RevokeOnRefresh = section.RevokeOnRefresh,
        };
    }

    private void ApplyApi(ApiSection section)
    {
        options.Api.Nodes = section.Nodes;
        options.Api.RateLimit = LimitOf(section.RateLimit);
        options.Api.RetryAfterForm = FormOf(section.RateLimit);
        options.Api.Balancing = section.Balancing == BalancingName.RoundRobin ? Balancing.RoundRobin : Balancing.Random;
        if (section.Balancing == BalancingName.Sticky)
            Refuse("api.balancing: a live lab cannot tell one client's requests from another's; send them to one node's prefix, or use roundRobin");
        var preset = ValidatorPreset.Find(section.Validator.Preset)!;
        options.Api.Settings = new()
        {
            Validator = preset with { Leeway = section.Validator.Leeway ?? preset.Leeway, ChecksIssuedAt = section.Validator.CheckIssuedAt ?? preset.ChecksIssuedAt },
            MissingScopeStatus = section.MissingScopeIs401 ? 401 : 403,
            PropagatingStatus = section.PropagatingIs403 ? 403 : 401,
        };
        foreach (var name in options.NodeNames().Skip(1))
            options.Api.Node[name] = NodeOf(name, section.Node.GetValueOrDefault(name), section.Each);
    }

    private ApiNodeOptions NodeOf(string name, ApiNodeSection? own, ApiNodeSection each)
    {
        var node = new ApiNodeOptions { Clock = ClockOf(name, own?.Clock ?? each.Clock ?? new(), $"the clock of {name}") };
        node.Propagation.LearnsTokenAfter = DelayOf(own?.LearnsTokenAfter ?? each.LearnsTokenAfter, $"{name}: learnsTokenAfter");
        node.Propagation.LearnsRevocationAfter = DelayOf(own?.LearnsRevocationAfter ?? each.LearnsRevocationAfter, $"{name}: learnsRevocationAfter");
        node.Propagation.LearnsKeyAfter = DelayOf(own?.LearnsKeyAfter ?? each.LearnsKeyAfter, $"{name}: learnsKeyAfter");
        if ((own?.KeySet ?? each.KeySet) is { } keySet)
            node.Settings = options.Api.Settings with { KeySetCache = new(keySet.MaxAge, keySet.CoolDown) };
        return node;
    }

    private void ApplyClients(ClientsSection section)
    {
        options.Clients.Clear();
        string[] names = section.Share is null ? [.. Enumerable.Range(1, section.Count).Select(number => $"client-{number}")] : ["client"];
        foreach (var name in names)
            options.Clients.Add(new() { Id = name, Secret = $"{name}-secret" });
    }

    private ClockSetting ClockOf(string machine, ClockSection section, string place)
    {
        if (section.Profile != "perfect" || section.Ntp is not null || section.DeadBattery is not null || section.Resolution is not null)
            Refuse($"{place}: a live clock has an offset and a drift; profile, ntp, deadBattery and resolution need the simulation");
        return new()
        {
            // The same draw as in the simulation, so that both see the same offsets.
            Offset = section.Offset?.Sample(Draw.Of(_scenario.Seed, StableHash.Of(machine), DrawPurpose.ClockOffset, 0)) ?? TimeSpan.Zero,
            DriftPpb = section.DriftPpb ?? 0,
        };
    }

    private TimeSpan DelayOf(Distribution? distribution, string place)
    {
        if (distribution is { ConstantValue: null })
            Refuse($"{place}: {distribution} differs from token to token, which a live lab cannot do yet; write one duration");
        return distribution?.ConstantValue ?? TimeSpan.Zero;
    }

    private void Refuse(string problem) => problems.Add($"{loaded.Path}: {problem}.");

    private static RateLimit? LimitOf(RateLimitSection? section) => section is null ? null : new(section.Rate.Count, section.Rate.Period, section.Burst);

    private static FakeIdp.RetryAfterForm FormOf(RateLimitSection? section) => LiveTimeline.FormOf(section?.RetryAfterForm ?? Simulation.Scenarios.RetryAfterForm.Seconds);
}
