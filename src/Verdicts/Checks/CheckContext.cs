using System.Globalization;
using SkewLab.Explanations.History;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Strategies;
using SkewLab.Simulation.Worlds;
using SkewLab.VirtualTime;

namespace SkewLab.Verdicts.Checks;

/// <summary>What checks may know beside the events: the plan, the tokens' stories, the clients' clocks, and what the client promises of each token.</summary>
/// <param name="plan">The world's plan; its strategy has the options of the skew-aware client.</param>
/// <param name="tokens">The tokens' stories; it observes before the checks do.</param>
internal sealed class CheckContext(WorldPlan plan, TokenBook tokens)
{
    private static readonly Strategy SkewAware = StrategyCatalog.Find("skew-aware")!;

    private readonly ClockModel[] _clocks = [.. Enumerable.Range(0, plan.Scenario.Clients.Count).Select(plan.ClockOfClient)];

    public WorldPlan Plan => plan;

    public TokenBook Tokens => tokens;

    /// <value>What bounds the world's errors.</value>
    public WorldBounds Bounds { get; } = WorldBounds.Of(plan.Scenario);

    /// <summary>Elapsed time at a client.</summary>
    public TimeSpan ElapsedAt(int client, TimeSpan at) => _clocks[client].ElapsedAt(at);

    /// <summary>A duration among the client's options, or its default.</summary>
    public TimeSpan Option(string name) => plan.StrategyOptions.TryGetValue(name, out var text)
        ? TimeSpan.ParseExact(text, "c", CultureInfo.InvariantCulture)
        : DurationText.Parse(SkewAware.Options.Single(option => option.Name == name).DefaultValue);

    /// <summary>A number among the client's options, or its default.</summary>
    public int Count(string name) => int.Parse(
        plan.StrategyOptions.GetValueOrDefault(name) ?? SkewAware.Options.Single(option => option.Name == name).DefaultValue, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>For how long after its request a token may be sent, in elapsed time: the client's hard limit.</summary>
    public TimeSpan UsableFor(TokenStory token, int client)
    {
        var transit = token.ReceivedAt is { } received ? ElapsedAt(client, received) - ElapsedAt(client, token.AskedAt) : TimeSpan.Zero;
        return WorldBounds.Usable(token.Lifetime, transit, Option("maxAhead"), Count("maxDriftPpm"));
    }

    /// <summary>For how long after its request no schedule renews a token: the hard limit less margin and the longest jitter, a quarter of it.</summary>
    public TimeSpan SettledFor(TokenStory token, int client)
    {
        var usable = UsableFor(token, client);
        return usable - (WorldBounds.MarginOf(usable, Option("margin")) * 5 / 4);
    }

    /// <summary>A token's age at a client, in elapsed time since its request.</summary>
    public TimeSpan AgeOf(TokenStory token, int client, TimeSpan at) => ElapsedAt(client, at) - ElapsedAt(client, token.AskedAt);
}
