using System.Globalization;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>Both ways of one strategy.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Simulated">In the simulation.</param>
/// <param name="Live">In each live run.</param>
internal sealed record BothWays(string Strategy, Counts Simulated, IReadOnlyList<LiveResult> Live);

/// <summary>The tables of docs/fidelity.md and their verdict.</summary>
/// <param name="agreement">Compares.</param>
/// <param name="results">What was counted, strategy by strategy.</param>
internal sealed class Report(Agreement agreement, IReadOnlyList<BothWays> results)
{
    /// <summary>Whether every run says something, and every number is within its bound.</summary>
    public bool Agrees => IsTelling && Differing == 0;

    private bool IsTelling => results.SelectMany(result => result.Live).All(agreement.IsTelling);

    private int Differing => results.SelectMany(Compare).Count(comparison => !comparison.Agrees);

    public void Write(TextWriter output)
    {
        output.WriteLine($"**{Verdict()}**");
        output.WriteLine();
        output.WriteLine("| strategy | count | simulated | live | explained | |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            foreach (var row in Compare(result))
                output.WriteLine(
                    $"| `{result.Strategy}` | {row.Name} | {Number(row.Simulated)} | {Range(row.Live)} | ± {Number(row.Bounds.Max())} | "
                        + $"{(row.Agrees ? "agrees" : "**differs**")} |");
        }

        output.WriteLine();
        output.WriteLine("| strategy | live run | mean delay | largest delay | refreshes moved by | late requests | unforced token requests |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var result in results)
        {
            foreach (var (index, live) in result.Live.Index())
                output.WriteLine(
                    $"| `{result.Strategy}` | {index + 1}{(agreement.IsTelling(live) ? "" : ", disturbed")} | {Milliseconds(live.Scheduling.MeanDelay)} | "
                        + $"{Milliseconds(live.Scheduling.LargestDelay)} | {Milliseconds(live.Scheduling.Moved)} | {Number(live.Scheduling.Late)} | "
                        + $"{Number(live.Scheduling.Unforced)} |");
        }
    }

    private IReadOnlyList<Comparison> Compare(BothWays result) => agreement.Compare(result.Simulated, result.Live);

    private string Verdict() =>
        !IsTelling ? "The machine was too busy to tell: a live run was delayed by more than a count can bear. Run it again when nothing else runs."
        : Differing > 0 ? $"They do not agree: {Differing} of {results.Sum(result => Compare(result).Count)} numbers differ by more than scheduling explains."
        : $"They agree: all {results.Sum(result => Compare(result).Count)} numbers are within what scheduling explains.";

    private static string Range(IReadOnlyList<long> live) => live.Min() == live.Max() ? Number(live[0]) : $"{Number(live.Min())}–{Number(live.Max())}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms");
}
