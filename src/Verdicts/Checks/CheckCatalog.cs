using SkewLab.Explanations.History;
using SkewLab.Simulation.Worlds;

namespace SkewLab.Verdicts.Checks;

/// <summary>The checks by name.</summary>
public static class CheckCatalog
{
    private static readonly Dictionary<string, Func<CheckContext, ICheck>> Checks = new()
    {
        [Absorbs.Name] = context => new Absorbs(context),
        [WarmWire.Name] = context => new WarmWire(context),
        [UsableTokens.Name] = context => new UsableTokens(context),
        [NoStorm.Name] = context => new NoStorm(context),
        [ForcedOnce.Name] = context => new ForcedOnce(context),
        [HonoursRetryAfter.Name] = context => new HonoursRetryAfter(context),
        [Recovers.Name] = context => new Recovers(context),
        [RefreshTokensOnce.Name] = context => new RefreshTokensOnce(context),
    };

    /// <value>Every name, in ordinal order.</value>
    public static IReadOnlyList<string> Names { get; } = [.. Checks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes the checks a plan asks for.</summary>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    internal static IReadOnlyList<ICheck> Create(WorldPlan plan, TokenBook tokens)
    {
        if (plan.Options.Checks.FirstOrDefault(name => !Checks.ContainsKey(name)) is { } unknown)
            throw new ArgumentException($"There is no check '{unknown}'; there are {string.Join(", ", Names)}.");
        if (plan.Options.Checks.Count == 0)
            return [];
        var context = new CheckContext(plan, tokens);
        return [.. plan.Options.Checks.Select(name => Checks[name](context))];
    }
}
