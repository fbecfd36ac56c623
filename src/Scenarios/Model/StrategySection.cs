using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Model;

/// <summary>A strategy to test: its name alone, or a mapping that sets its options, too.</summary>
[Shorthand("name")]
public sealed record StrategySection
{
    [Description("The strategy's name.")]
    [KnownName(NameKind.Strategy)]
    [Example("naive-expiry")]
    public required string Name { get; init; }

    [Description("What reports and 'expect' call it; needed where one strategy is tested twice with different options.")]
    [Default("the name")]
    [Example("exp-minus-10s")]
    public string? As { get; init; }

    [Description("An option of the strategy, as 'skewlab strategies' lists it, such as 'buffer: 10s'.")]
    [OptionKeys]
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <value>What reports and <c>expect</c> call it.</value>
    public string Label => As ?? Name;
}
