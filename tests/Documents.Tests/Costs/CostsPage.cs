using System.Globalization;
using System.Text;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Judging;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>Writes docs/costs.md from what was counted and measured.</summary>
internal sealed class CostsPage(CostsLab lab)
{
    private const string Columns = """
        | world | client | calls that brought nothing | of these, 401s | 401s on the wire | token requests | added delay, ms: p50 / p99 / max |
        |---|---|---|---|---|---|---|

        """;

    private readonly StringBuilder _page = new();

    /// <summary>The page.</summary>
    public string Write()
    {
        Introduction();
        Counts();
        Line("## What each element buys, and what it costs\n");
        Line("Each table has the client with the element first, and then without it: with an option that takes it away, as a mutant of `tests/Mutants` that lacks it, or, where nothing takes it away, the nearest other strategy.\n");
        foreach (var (element, number) in Elements.All.Select((element, index) => (element, index + 1)).Where(one => one.element.Cases.Count > 0))
        {
            Line($"### {number}. {element.Name}\n");
            Table(element.Cases.Select(one => (one.World, one.Sentence, lab.Of(one.World, one.Clients))));
        }

        Line("Elements 11 and 12 are on no call's way: the estimate feeds no decision, and a token's secrecy is a matter of where it goes. They cost no request and no delay.\n");
        LimitsTable();
        Simpler();
        return _page.ToString().TrimEnd() + "\n";
    }

    private void Introduction()
    {
        var bare = lab.Of("scenarios/articles/exp-buffer-exact-clocks.yaml", CostClient.Own, new("exp-minus-5s"));
        var better = SimplerCase.All.Count(IsBetter);
        Line($"""
            # What the skew-aware client costs

            For whoever has to decide between `skew-aware` and something simpler. In short:

            - **Code**: {Number(Elements.All.Sum(element => element.Lines))} lines make its elements, {Number(Elements.Frame.Lines)} more its options, registration, logs, metrics and traces. `naive-expiry` takes {Number(LinesOf("NaiveExpiry"))} lines and `young-token-resend` {Number(LinesOf("YoungTokenResend"))}, besides {Number(LinesOf("ComparatorHandler") + LinesOf("Plumbing") + LinesOf("Token"))} that all simple ones share here.
            - **Token requests**: with exact clocks and lifetimes of ten minutes {bare[0].Metrics.TokenRequests} in four hours, and {bare[1].Metrics.TokenRequests} with `exp-minus-5s`; the margin decides, and can be set.
            - **Delay**: in the same world {Milliseconds(bare[0].Metrics.AddedLatencyMs.P99)} ms at the 99th percentile and {Milliseconds(bare[0].Metrics.AddedLatencyMs.Max)} ms for the slowest call: renewals run in the background.
              After a 401 a call may wait for `maxAddedDelay`, {Seconds(new Client.SkewAwareOptions().MaxAddedDelay)} s if nothing else is set, where others fail at once.
            - **A simpler strategy does better** in {better} of the worlds below: {ByStrategy(IsBetter)}.
            - **A simpler strategy does as well** in {SimplerCase.All.Count - better}: {ByStrategy(one => !IsBetter(one))}. It is the cause that decides which one does, so look at [how it fails elsewhere](articles.md#where-each-strategy-fails) before you take it.

            This page is made by `SKEWLAB_UPDATE=1 dotnet test tests/Documents.Tests --filter FullyQualifiedName~CostsTests`. The same test without the variable compares it with what the worlds come to, counts the code anew, and holds each sentence in a
            table against the numbers beside it. In a world of the tables only the client is exchanged; options are written as `strategies:` of a scenario takes them. A call brings nothing when it ends in a 401, another error or an exception, or when its caller gave it up.
            What a call costs in time and memory is in [performance.md](performance.md).

            """);
    }

    private void Counts()
    {
        Line("""
            ## Code and state

            Lines are those of the element's files that hold code, comments and blank lines apart. State is the fields that hold a number, a text, a mark or a token: once per token, once per credential, or for as long as a call or a token request is under way.

            | element | files | lines | fields per token | per credential | per call |
            |---|---|---|---|---|---|
            """);
        foreach (var (element, index) in Elements.All.Select((element, index) => (element, index)))
            CountsRow($"{index + 1}. {element.Name}", element);
        CountsRow(Elements.Frame.Name, Elements.Frame);
        CountsRow("**together**", [.. Elements.All, Elements.Frame]);
        Line("");
        Line($"A credential holds {Element.TokensHeld} access tokens at most, the current and the previous one, and the refresh token if its grant has one.\n");
    }

    private void CountsRow(string name, params IReadOnlyList<Element> elements)
    {
        long[] counts =
        [
            elements.Sum(element => element.Files.Count),
            elements.Sum(element => element.Lines),
            elements.Sum(element => element.Fields(Element.PerToken.Contains)),
            elements.Sum(element => element.Fields(Lasting)),
            elements.Sum(element => element.Fields(Element.PerCall.Contains)),
        ];
        Line($"| {name} | {string.Join(" | ", counts.Select(Number))} |");
    }

    private static bool Lasting(string type) => !Element.PerToken.Contains(type) && !Element.PerCall.Contains(type);

    private void LimitsTable()
    {
        Line("## Its limits\n");
        Line($"What no client can do, each in a world that shows it: `skew-aware`, and of {string.Join(", ", LimitCase.Rivals.Select(rival => rival.Label))} the one with which the fewest calls bring nothing there (then the fewest 401s on the wire, then the fewest token requests). Where that one does better, the sentence says what it pays for it or relies on.\n");
        foreach (var limit in Enum.GetValues<LimitName>())
        {
            Line($"### {LimitWords.NameOf(limit)}: {LimitWords.Of(limit)}\n");
            if (limit == LimitName.OffsetUncertain)
                Line($"No world's numbers hold it: it is the width of an estimate that nothing is decided on. [{LimitCase.EstimateTest.Name}](../{LimitCase.EstimateTest.File}) holds that the truth lies inside it.\n");
            else
                Table(LimitCase.All.Where(one => one.Limit == limit).Select(one => (one.World, one.Sentence, Closest(one))));
        }
    }

    private IReadOnlyList<CostResult> Closest(LimitCase limit)
    {
        var best = lab.Of(limit.World, LimitCase.Rivals).OrderBy(rival => rival.Failed).ThenBy(rival => rival.Metrics.Wire401).ThenBy(rival => rival.Metrics.TokenRequests).First();
        return [.. lab.Of(limit.World, limit.Own), best, .. limit.Beside is null ? [] : lab.Of(limit.World, limit.Beside)];
    }

    private void Simpler()
    {
        Line("## Where a simpler strategy does better\n");
        Line("With it fewer calls bring nothing. Where an option mends it, the client is there once more with that option.\n");
        Table(SimplerCase.All.Where(IsBetter).Select(Compared));
        Line("## Where a simpler strategy does as well\n");
        Line("With it as many calls bring nothing; what differs is the price.\n");
        Table(SimplerCase.All.Where(one => !IsBetter(one)).Select(Compared));
    }

    private bool IsBetter(SimplerCase one) => lab.Of(one.World, one.Clients) is var of && of[0].Failed < of[1].Failed;

    private static string ByStrategy(Func<SimplerCase, bool> chosen) =>
        string.Join("; ", SimplerCase.All.Where(chosen).GroupBy(one => one.Simpler.Strategy).Select(same => $"`{same.Key}` in {string.Join(", ", same.Select(one => Link(one.World)))}"));

    private (string World, string Sentence, IReadOnlyList<CostResult> Results) Compared(SimplerCase one)
    {
        var of = lab.Of(one.World, one.Clients);
        return (one.World, $"{CostsLab.Scenario(one.World).Description} **{one.Simpler.Label}**: {Comparison.InWords(of[0], of[1])}.", of);
    }

    private void Table(IEnumerable<(string World, string Sentence, IReadOnlyList<CostResult> Results)> cases)
    {
        _page.Append(Columns.ReplaceLineEndings("\n"));
        foreach (var (world, sentence, results) in cases)
        {
            var first = $"{Link(world)}<br>{sentence.Replace("|", "\\|", StringComparison.Ordinal)}";
            foreach (var (result, index) in results.Select((result, index) => (result, index)))
                Line($"| {(index == 0 ? first : "")} | {result.Row} |");
        }

        Line("");
    }

    private static long LinesOf(string comparator) => Element.LinesOf(Repository.PathOf("src", "Comparators", $"{comparator}.cs"));

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Link(string world) => $"[{Path.GetFileNameWithoutExtension(world)}](../{world})";

    private static string Milliseconds(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private void Line(string text) => _page.Append(text.ReplaceLineEndings("\n")).Append('\n');
}
