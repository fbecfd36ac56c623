using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>What is expected of a strategy, by metric.</summary>
public sealed record ExpectationSection
{
    [Description("The symptom: what must be seen for the verdict REPRODUCED, by metric.")]
    [KnownName(NameKind.Metric)]
    [Example("firstAfterRefresh401Rate")]
    public IReadOnlyDictionary<string, MetricRange> Reproduces { get; init; } = new Dictionary<string, MetricRange>();

    [Description("The demand: what must hold for the verdict SURVIVES, by metric.")]
    [KnownName(NameKind.Metric)]
    [Example("surfaced401")]
    public IReadOnlyDictionary<string, MetricRange> Requires { get; init; } = new Dictionary<string, MetricRange>();

    [Description("The limit (docs/results.md) because of which no client can keep 'requires': verdict IMPOSSIBLE where it is broken, FAILS where it holds after all.")]
    [Default("none")]
    [Example("coldStartBehindNode")]
    public LimitName? Limit { get; init; }

    [Description("What the strategy still lacks to keep 'requires', in a few words: verdict PENDING where it is broken, FAILS where it holds after all.")]
    [Default("nothing")]
    [Example("a store for refresh tokens")]
    public string? Pending { get; init; }
}
