using System.Reflection;
using SkewLab.ClientContract;
using SkewLab.Comparators;

namespace SkewLab.Simulation.Strategies;

/// <summary>A strategy the lab can run.</summary>
/// <param name="Name">Its name in scenarios.</param>
/// <param name="Rule">The rule in one sentence.</param>
/// <param name="Source">Where the rule comes from.</param>
/// <param name="Options">What a scenario may set.</param>
/// <param name="Factory">Makes its clients.</param>
public sealed record Strategy(string Name, string Rule, string Source, IReadOnlyList<StrategyOptionAttribute> Options, IClientFactory Factory);

/// <summary>Every strategy the lab knows: each public <see cref="IClientFactory"/> with a <see cref="StrategyAttribute"/> in Comparators and here. Adding one needs no list.</summary>
public static class StrategyCatalog
{
    /// <value>The strategies by name.</value>
    public static IReadOnlyList<Strategy> All { get; } = [.. new[] { typeof(NaiveExpiry).Assembly, typeof(SkewAware).Assembly }.SelectMany(From).OrderBy(strategy => strategy.Name, StringComparer.Ordinal)];

    /// <summary>Finds a strategy by its name; null if there is none.</summary>
    public static Strategy? Find(string name) => All.FirstOrDefault(strategy => strategy.Name == name);

    /// <summary>The strategies an assembly offers: its public <see cref="IClientFactory"/> classes with a <see cref="StrategyAttribute"/>.</summary>
    public static IEnumerable<Strategy> From(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        let attribute = type.GetCustomAttribute<StrategyAttribute>()
        where attribute is not null
        select new Strategy(attribute.Name, attribute.Rule, attribute.Source, [.. type.GetCustomAttributes<StrategyOptionAttribute>()], (IClientFactory)Activator.CreateInstance(type)!);
}
