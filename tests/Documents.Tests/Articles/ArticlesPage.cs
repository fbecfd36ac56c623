using System.Globalization;
using System.Text;
using SkewLab.Input;
using SkewLab.Reports;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Judging;
using SkewLab.Verdicts.Results;

namespace SkewLab.Documents.Tests.Articles;

/// <summary>Writes docs/articles.md from what was measured.</summary>
internal static class ArticlesPage
{
    private const string Own = "skew-aware";
    private const string BufferWorld = "buffer-lifetime-";
    private const string BufferName = "buffer-";

    private static readonly (string Number, string Title)[] Articles =
    [
        ("000", "Debugging 401 Unauthorized After Token Refresh: Resolving Server Clock Skew"),
        ("001", "Resolving 401 Unauthorized Errors Caused by Server Clock Skew in Genesys Cloud and NICE CXone"),
        ("002", "Genesys Cloud 401 after token refresh - clock skew?"),
        ("003", "Fixing 401 Unauthorized After Token Refresh: Handling Clock Skew in Genesys Cloud CX"),
        ("004", "401 Unauthorized after token refresh due to clock skew"),
    ];

    /// <summary>The page.</summary>
    public static string Write(IReadOnlyList<ArticleWorld> worlds)
    {
        var verdicts = ClaimVerdict.Of(worlds);
        var page = new StringBuilder($"""
            # The articles' claims, measured

            Five articles explain the 401 after a token refresh by clock skew, and offer code against it. Each of their claims that can be tested has a small world here, in which it was tested: of
            {verdicts.Count} claims {Count(verdicts, "true")} are true, {Count(verdicts, "only if")} are true only under a circumstance, and {Count(verdicts, "false")} are false. The strategies are the articles' own code,
            with its defects (`skewlab strategies` has each one's rule); `{Own}` is this project's client, in the same worlds.

            This page is made by `SKEWLAB_UPDATE=1 dotnet test tests/Documents.Tests --filter ArticlesTests`, and a test compares it with the worlds. What is said of a claim stands in the head of its scenario file, the numbers are
            measured, and so is the verdict: a claim is false where none of the numbers it comes to was seen. A world runs again with `skewlab run` and its file.


            """.ReplaceLineEndings("\n"));
        foreach (var (number, title) in Articles)
            Claims(page, $"Article {number}: {title}", verdicts.Where(verdict => verdict.Claim.Article == number));
        Buffers(page, worlds);
        Failures(page, worlds);
        return page.ToString();
    }

    private static int Count(IEnumerable<ClaimVerdict> verdicts, string word) => verdicts.Count(verdict => verdict.Word == word);

    private static void Claims(StringBuilder page, string title, IEnumerable<ClaimVerdict> verdicts)
    {
        page.Append(CultureInfo.InvariantCulture, $"## {title}\n\n| claim | verdict | what was measured |\n|---|---|---|\n");
        foreach (var verdict in verdicts)
        {
            var circumstance = verdict.Word == "only if" ? $"**only if** {string.Join("; ", verdict.Circumstances)}" : $"**{verdict.Word}**";
            var measured = verdict.Tests.GroupBy(test => test.Claim.Truth).Select(
                same =>
                    $"{same.Key}<br>{string.Join("<br>", same.Select(test => $"{Link(test.World)}: {string.Join("; ", Numbers(test.Claim, test.World))}"))}");
            page.Append(
                CultureInfo.InvariantCulture,
                $"| \"{verdict.Claim.Quote}\" ({verdict.Claim.Lines})<br>{verdict.Claim.Sentence} | {Cell(circumstance)} | "
                    + $"{Cell(string.Join("<br><br>", measured))} |\n");
        }

        page.Append('\n');
    }

    // The strategies whose numbers decide come first, ours last: a reader compares the two.
    private static IEnumerable<string> Numbers(ArticleClaim claim, ArticleWorld world) => claim.Conditions.Select(condition => condition.Number)
        .Concat(claim.Shown)
        .GroupBy(number => number.Strategy)
        .OrderBy(numbers => numbers.Key == Own)
        .Select(numbers => Line(world.ResultOf(numbers.Key), numbers.Select(number => number.InWords(world)).OfType<string>()))
        .Concat(claim.Shown.Any(number => number.Strategy == Own) ? [] : [Line(world.ResultOf(Own), [])]);

    private static string Line(RunResult result, IEnumerable<string> more) =>
        $"`{result.Strategy}` {string.Join(", ", more.Prepend(VerdictLines.Summary(result).Replace("; ", ", ", StringComparison.Ordinal)))}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Link(ArticleWorld world) => $"[{world.Scenario.Name}](../scenarios/articles/{world.Scenario.Name}.yaml)";

    private static void Buffers(StringBuilder page, IReadOnlyList<ArticleWorld> worlds)
    {
        var tables = worlds.Where(
            world => world.Scenario.Name.StartsWith(BufferWorld, StringComparison.Ordinal)).OrderBy(world => world.Scenario.Idp.Tokens.Lifetime).ToList();
        var buffers = tables[0].Results.Select(result => result.Strategy).ToList();
        page.Append($"""
            ## Is there a standard buffer?

            Calls that got a 401, and token requests, by lifetime and buffer. The client refreshes a buffer before received + expires_in; its clock runs 500 ppm slow, one API node is 1 s ahead.

            | lifetime | {string.Join(" | ", buffers.Select(buffer => buffer.Replace(BufferName, "", StringComparison.Ordinal)))} | the least of these that suffices |
            |---|{string.Concat(buffers.Select(_ => "---|"))}---|

            """.ReplaceLineEndings("\n"));
        foreach (var world in tables)
        {
            var enough = world.Results.First(result => result.Metrics.Wire401 == 0).Strategy.Replace(BufferName, "", StringComparison.Ordinal);
            var cells = world.Results.Select(result => $"{result.Metrics.Surfaced401:N0} ({result.Metrics.TokenRequests:N0})");
            page.Append(
                CultureInfo.InvariantCulture,
                $"| [{world.Scenario.Name[BufferWorld.Length..]}](../scenarios/articles/{world.Scenario.Name}.yaml) | {string.Join(" | ", cells)} | "
                    + $"**{enough}** |\n");
        }

        page.Append('\n');
    }

    private static void Failures(StringBuilder page, IReadOnlyList<ArticleWorld> worlds)
    {
        page.Append("""
            ## Where each strategy fails

            Every strategy but skew-aware has a world here that shows how it fails, and the cause.

            | strategy | rule | fails in |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var strategy in StrategyCatalog.All.Where(strategy => strategy.Name != Own))
        {
            // One line a world: what the strategy comes to as it is, and only then with other options.
            var failures = from world in worlds
                           let results = world.Results.Where(result => result.Verdict == Verdict.Reproduced && IsOf(world, result, strategy))
                           from result in results.OrderBy(result => result.Strategy != strategy.Name).Take(1)
                           select $"{Link(world)}: {How(result)}";
            page.Append(CultureInfo.InvariantCulture, $"| `{strategy.Name}` | {Cell(strategy.Rule)} | {string.Join("<br>", failures)} |\n");
        }
    }

    /// <summary>Whether a result is the strategy's, whatever the scenario calls it.</summary>
    internal static bool IsOf(ArticleWorld world, RunResult result, Strategy strategy) =>
        world.Scenario.Strategies.Single(section => section.Label == result.Strategy).Name == strategy.Name;

    private static string How(RunResult result)
    {
        var metrics = result.Metrics;
        var calls = Counted.Of(metrics.Requests, "call");
        var what = metrics.Surfaced401 > 0 ? $"{metrics.Surfaced401:N0} of {calls} got a 401"
            : metrics.Exceptions > 0 ? $"{metrics.Exceptions:N0} of {calls} ended in an exception"
            : $"{Counted.Of(metrics.TokenRequests, "token request")} for {calls}";
        return result.UnauthorizedByCause.Count == 0 ? what : $"{what}, {result.UnauthorizedByCause[0].Words}";
    }
}
