namespace SkewLab.Simulation.Scenarios;

/// <summary>The names a scenario may use beside those of the format itself.</summary>
public sealed record ScenarioVocabulary
{
    /// <value>The strategies by name. Empty by default.</value>
    public IReadOnlyCollection<string> Strategies { get; init; } = [];

    /// <value>The validator presets by name. Empty by default.</value>
    public IReadOnlyCollection<string> ValidatorPresets { get; init; } = [];

    /// <value>The clock profiles by name. Empty by default.</value>
    public IReadOnlyCollection<string> ClockProfiles { get; init; } = [];

    /// <value>The metrics by name, dotted where they are parts (<c>addedLatencyMs.p95</c>), with their units. Empty by default.</value>
    public IReadOnlyDictionary<string, MetricUnit> Metrics { get; init; } = new Dictionary<string, MetricUnit>();

    /// <summary>The names of one kind, in ordinal order so that messages do not depend on the order they were given in.</summary>
    internal IReadOnlyList<string> Names(NameKind kind) => [.. (kind switch
    {
        NameKind.Strategy => Strategies,
        NameKind.ValidatorPreset => ValidatorPresets,
        NameKind.ClockProfile => ClockProfiles,
        _ => Metrics.Keys,
    }).Order(StringComparer.Ordinal)];
}

/// <summary>Of what a name is.</summary>
public enum NameKind
{
    /// <summary>A strategy, such as <c>naive-expiry</c>.</summary>
    Strategy,

    /// <summary>A validator preset, such as <c>jose</c>.</summary>
    ValidatorPreset,

    /// <summary>A clock profile, such as <c>cloud-vm</c>.</summary>
    ClockProfile,

    /// <summary>A metric, such as <c>surfaced401</c>.</summary>
    Metric,
}
