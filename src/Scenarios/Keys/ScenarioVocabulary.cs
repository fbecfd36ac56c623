using SkewLab.ClientContract;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Keys;

/// <summary>The names a scenario may use beside those of the format itself.</summary>
public sealed record ScenarioVocabulary
{
    /// <value>The strategies by name. Empty by default.</value>
    public IReadOnlyCollection<string> Strategies { get; init; } = [];

    /// <value>The options of the strategies that have some, by the strategy's name. Empty by default.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<StrategyOptionAttribute>> StrategyOptions { get; init; } = new Dictionary<string, IReadOnlyList<StrategyOptionAttribute>>();

    /// <value>The strategies that another can be put over, by that other's name. Empty by default.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> InnerStrategies { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <value>The validator presets by name. Empty by default.</value>
    public IReadOnlyCollection<string> ValidatorPresets { get; init; } = [];

    /// <value>The clock profiles by name. Empty by default.</value>
    public IReadOnlyCollection<string> ClockProfiles { get; init; } = [];

    /// <value>The metrics by name, dotted where they are parts (<c>addedLatencyMs.p95</c>), with their units. Empty by default.</value>
    public IReadOnlyDictionary<string, MetricUnit> Metrics { get; init; } = new Dictionary<string, MetricUnit>();

    /// <summary>The options that may be set for a strategy: its own, and those of a strategy that it is put over.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="given">The text given for an option; null where none is.</param>
    internal IReadOnlyList<StrategyOptionAttribute> OptionsOf(string strategy, Func<string, string?> given)
    {
        var own = StrategyOptions.GetValueOrDefault(strategy, []);
        return own.FirstOrDefault(option => option.Kind == StrategyOptionKind.Name) is { } over
            ? [.. own, .. StrategyOptions.GetValueOrDefault(given(over.Name) ?? over.DefaultValue, [])]
            : own;
    }

    /// <summary>The names of one kind, in ordinal order so that messages do not depend on the order they were given in.</summary>
    internal IReadOnlyList<string> Names(NameKind kind) => [.. (kind switch
    {
        NameKind.Strategy => Strategies,
        NameKind.ValidatorPreset => ValidatorPresets,
        NameKind.ClockProfile => ClockProfiles,
        NameKind.Metric => Metrics.Keys,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of name."),
    }).Order(StringComparer.Ordinal)];
}
