using SkewLab.ClientContract;
using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Clocks;
using SkewLab.Scenarios.Keys;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts;

/// <summary>The names this lab knows, for checking scenario files.</summary>
public static class LabVocabulary
{
    /// <value>Strategies, validator presets, clock profiles and metrics.</value>
    public static ScenarioVocabulary Value { get; } = new()
    {
        Strategies = [.. StrategyCatalog.All.Select(strategy => strategy.Name)],
        StrategyOptions = StrategyCatalog.All.Where(strategy => strategy.Options.Count > 0).ToDictionary(strategy => strategy.Name, strategy => strategy.Options),
        InnerStrategies = StrategyCatalog.All.Where(strategy => strategy.Options.Any(option => option.Kind == StrategyOptionKind.Name)).ToDictionary(strategy => strategy.Name, Inner),
        ValidatorPresets = [.. ValidatorPreset.All.Select(preset => preset.Name)],
        ClockProfiles = [.. ClockProfiles.All.Select(profile => profile.Name)],
        Metrics = MetricCatalog.All.ToDictionary(metric => metric.Name, metric => metric.Unit),
    };

    // A strategy may wrap only strategies of its own assembly.
    private static IReadOnlyList<string> Inner(Strategy over) =>
        [.. StrategyCatalog.All.Where(strategy => strategy != over && strategy.Factory.GetType().Assembly == over.Factory.GetType().Assembly).Select(strategy => strategy.Name)];
}
