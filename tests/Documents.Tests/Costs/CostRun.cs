using SkewLab.Runners;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>A client as a scenario's <c>strategies</c> would have it, or one that lacks an element.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Options">Its options as a scenario writes them, such as <c>margin: 0s</c>; empty for its defaults.</param>
/// <param name="Mutant">The client of tests/Mutants that is run in its place; null runs the strategy itself.</param>
internal sealed record CostClient(string Strategy, string Options = "", string? Mutant = null)
{
    /// <value>The client to be judged, with its defaults.</value>
    public static CostClient Own { get; } = new("skew-aware");

    /// <value>What the page calls it.</value>
    public string Label => $"`{Strategy}`" + (Options.Length > 0 ? $", `{Options}`" : "") + (Mutant is null ? "" : $" as the mutant `{Mutant}`");
}

/// <summary>A client in a world. The world is a scenario file's, the client any: what the file runs and expects is replaced.</summary>
/// <param name="World">The scenario file, from the checkout's folder.</param>
/// <param name="Client">The client.</param>
internal sealed record CostRun(string World, CostClient Client)
{
    private const string Alias = "measured";

    /// <summary>What a runner is asked.</summary>
    public RunRequest Request() => new()
    {
        ScenarioFile = World,
        ScenarioText = WithClient(File.ReadAllText(Repository.PathOf(World.Split('/')))),
        Strategy = Alias,
        ClientAssembly = Client.Mutant is null ? null : Path.Combine(AppContext.BaseDirectory, "mutants", $"SkewLab.Mutant.{Client.Mutant}.dll"),
    };

    // Strategies and what is expected of them stand at the end of every scenario file.
    private string WithClient(string text)
    {
        var end = text.IndexOf("\nstrategies:", StringComparison.Ordinal);
        var options = Client.Options.Length > 0 ? $", {Client.Options}" : "";
        return $"{text[..end]}\nstrategies:\n  - {{ name: {Client.Strategy}, as: {Alias}{options} }}\n";
    }
}

/// <summary>What a client came to.</summary>
/// <param name="Client">The client.</param>
/// <param name="Metrics">The numbers.</param>
internal sealed record CostResult(CostClient Client, WorldMetrics Metrics)
{
    /// <value>Calls that brought their caller nothing: a 401, another error, an exception, or no answer in the caller's time.</value>
    public long Failed => Metrics.Requests - Metrics.Ok - Metrics.Unfinished;

    /// <value>The row of the page's tables, from the client on.</value>
    public string Row
    {
        get
        {
            var delay = Metrics.AddedLatencyMs;
            var calls = FormattableString.Invariant(
                $"{Failed:N0} of {Metrics.Requests:N0} | {Metrics.Surfaced401:N0} | {Metrics.Wire401:N0} | {Metrics.TokenRequests:N0}");
            return FormattableString.Invariant($"{Client.Label} | {calls} | {delay.P50:N0} / {delay.P99:N0} / {delay.Max:N0}");
        }
    }
}
