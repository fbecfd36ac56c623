using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>What is expected of a strategy, by metric.</summary>
public sealed record ExpectationSection
{
    /// <value>The symptom: what must be seen for the verdict REPRODUCED, by metric. Empty by default.</value>
    [Description("The symptom: what must be seen for the verdict REPRODUCED, by metric.")]
    [KnownName(NameKind.Metric)]
    [Example("firstAfterRefresh401Rate")]
    public IReadOnlyDictionary<string, MetricRange> Reproduces { get; init; } = new Dictionary<string, MetricRange>();

    /// <value>The demand: what must hold for the verdict SURVIVES, by metric. Empty by default.</value>
    [Description("The demand: what must hold for the verdict SURVIVES, by metric.")]
    [KnownName(NameKind.Metric)]
    [Example("surfaced401")]
    public IReadOnlyDictionary<string, MetricRange> Requires { get; init; } = new Dictionary<string, MetricRange>();
}
