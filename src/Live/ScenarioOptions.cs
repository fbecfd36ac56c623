using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Endpoints;
using SkewLab.Testing.Options;
using SkewLab.Testing.Timeline;

namespace SkewLab.Testing;

/// <summary>What a scenario says of IdP, API and clients, as a lab's options. What a live lab cannot do is a problem; what belongs to its clients is left
/// out.</summary>
internal sealed class ScenarioOptions(string path, Scenario scenario, LabOptions options, ICollection<string> problems, ICollection<string> leftOut)
{
    private readonly Scenario _scenario = scenario;

    public void Apply()
    {
        ApplyIdp(_scenario.Idp);
        ApplyApi(_scenario.Api);
        ApplyClients(_scenario.Clients);
        options.Timeline = _scenario.Timeline;
        options.TimelineSeed = _scenario.Seed;
        foreach (var problem in LiveTimeline.ProblemsOf(_scenario.Timeline))
            problems.Add($"{path}: {problem}");
        if (_scenario.Traffic.Count > 0)
            leftOut.Add("traffic and strategies: the requests are your client's");
        if (_scenario.Links.Count > 0)
            leftOut.Add("links: the network is the real one");
        if (_scenario.Clients.Clock != new ClockSection())
            leftOut.Add("clients.clock: your client has its own");
        if (_scenario.Clients.Grant == GrantName.RefreshToken)
            leftOut.Add($"clients.grant: your client gets its first refresh token from POST {ControlEndpoints.Prefix}/refresh-tokens");
        if (_scenario.Clients.Scope is { } scope)
            leftOut.Add($"clients.scope: your client asks for '{scope}', or gets all there is");
        if (_scenario.Clients.StoresRefreshTokens)
            leftOut.Add("clients.storesRefreshTokens: your client keeps them, or not");
    }

    /// <summary>The clock of one client, for a live client that is to have the one of the simulation.</summary>
    /// <param name="index">The client, from 0.</param>
    public ClockSetting ClockOfClient(int index) => ClockOf($"client-{index + 1}", _scenario.Clients.Clock, "clients.clock");

    private void ApplyIdp(IdpSection section)
    {
        options.Idp.Clock = ClockOf("idp", section.Clock, "idp.clock");
        options.Idp.RateLimit = LimitOf(section.RateLimit);
        options.Idp.RetryAfterForm = FormOf(section.RateLimit);
        options.Idp.Settings = ServerSettings.SettingsOf(section);
    }

    private void ApplyApi(ApiSection section)
    {
        options.Api.Nodes = section.Nodes;
        options.Api.RateLimit = LimitOf(section.RateLimit);
        options.Api.RetryAfterForm = FormOf(section.RateLimit);
        options.Api.Balancing = section.Balancing;
        if (section.Balancing == Balancing.Sticky)
            Refuse("api.balancing: a live lab cannot tell one client's requests from another's; send them to one node's prefix, or use roundRobin");
        options.Api.Settings = ServerSettings.SettingsOf(section, section.Each);
        foreach (var name in options.NodeNames().Skip(1))
            options.Api.Node[name] = NodeOf(name, section);
    }

    private ApiNodeOptions NodeOf(string name, ApiSection api)
    {
        var section = api.NodeCalled(name);
        var node = new ApiNodeOptions
        {
            Clock = ClockOf(name, section.Clock ?? new(), $"the clock of {name}"),
            Settings = ServerSettings.SettingsOf(api, section),
        };
        node.Propagation.LearnsTokenAfter = DelayOf(section.LearnsTokenAfter, $"{name}: learnsTokenAfter");
        node.Propagation.LearnsRevocationAfter = DelayOf(section.LearnsRevocationAfter, $"{name}: learnsRevocationAfter");
        node.Propagation.LearnsKeyAfter = DelayOf(section.LearnsKeyAfter, $"{name}: learnsKeyAfter");
        return node;
    }

    private void ApplyClients(ClientsSection section)
    {
        options.Clients.Clear();
        foreach (var id in Enumerable.Range(0, section.Count).Select(section.IdOf).Distinct())
            options.Clients.Add(ServerSettings.ClientCalled(id));
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

    private void Refuse(string problem) => problems.Add($"{path}: {problem}.");

    private static RateLimit? LimitOf(RateLimitSection? section) => section is null ? null : ServerSettings.LimitOf(section);

    private static RetryAfterForm FormOf(RateLimitSection? section) => section?.RetryAfterForm ?? RetryAfterForm.Seconds;
}
