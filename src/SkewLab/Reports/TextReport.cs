using System.Globalization;
using SkewLab.Commands;
using SkewLab.Explanations.Causes;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>What <c>skewlab run</c> prints: verdicts, then why, then the first 401 with every clock, then how to run it again.</summary>
internal static class TextReport
{
    /// <summary>Prints every result.</summary>
    public static void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunResult> results)
    {
        var paint = Paint.For(output);
        if (plan.Settings.Quiet)
        {
            var width = results.Max(result => result.Scenario.Length);
            foreach (var result in results)
                VerdictLine(output, paint, $"{result.Scenario.PadRight(width)}   ", results, result);
            return;
        }

        var groups = results.Zip(plan.Jobs).GroupBy(pair => pair.Second.Scenario).ToList();
        foreach (var group in groups)
        {
            var scenario = group.Key.Scenario;
            var own = group.Select(pair => pair.First).ToList();
            Header(output, paint, scenario, own);
            foreach (var result in own)
                VerdictLine(output, paint, "  ", own, result);
            var refused = own.Where(IsRefused).ToList();
            foreach (var result in refused)
                Reasons(output, paint, result);
            if (refused is [{ First: { } first }, ..])
                FirstCase(output, paint, first, refused.Count > 1 ? $" with {refused[0].Strategy}" : "");
            Replay(output, paint, own);
            output.WriteLine();
        }

        if (groups.Count > 1)
            output.WriteLine(Total(groups.Count, results));
    }

    // A strategy that turns a refusal into an exception owes its reader the reason as much as one that hands the 401 on.
    private static bool IsRefused(RunResult result) => result.Metrics.Surfaced401 > 0 || (result.Metrics.Exceptions > 0 && result.UnauthorizedByCause.Count > 0);

    private static void Header(TextWriter output, Paint paint, Scenario scenario, IReadOnlyList<RunResult> results)
    {
        var wall = results.Max(result => result.Run.WallSeconds);
        output.WriteLine($"{paint.Bold(scenario.Name)}   1 IdP, {Counted.Of(scenario.Api.Nodes, "API node")}, {Counted.Of(scenario.Clients.Count, "client")}     {TimeText.Of(scenario.Duration)} in {wall:0.0} s     seed {results[0].Seed}");
        output.WriteLine();
    }

    private static void VerdictLine(TextWriter output, Paint paint, string before, IReadOnlyList<RunResult> all, RunResult result)
    {
        var width = Math.Max(14, all.Max(other => other.Strategy.Length));
        output.WriteLine($"{before}{result.Strategy.PadRight(width)} {paint.OfVerdict(result.Verdict, $"{VerdictLines.NameOf(result.Verdict),-10}")}   {VerdictLines.Summary(result)}");
        foreach (var detail in VerdictLines.Details(result))
            output.WriteLine($"{new string(' ', before.Length + width + 14)}{detail}");
    }

    private static void Reasons(TextWriter output, Paint paint, RunResult result)
    {
        output.WriteLine();
        output.WriteLine(paint.Bold($"Why {result.Strategy} gets 401s"));
        foreach (var cause in result.UnauthorizedByCause)
        {
            var first = cause.FirstAfterRefresh > 0
                ? $"   {cause.FirstAfterRefresh:N0} of {result.Metrics.FirstAfterRefreshRequests:N0} first requests after a refresh: {Interval.Of(cause.FirstAfterRefresh, result.Metrics.FirstAfterRefreshRequests)}"
                : "";
            output.WriteLine($"  {cause.Wire,6:N0}  {cause.Words}{first}");
            foreach (var sentence in cause.Explanation)
                output.WriteLine($"          {sentence}");
        }
    }

    private static void FirstCase(TextWriter output, Paint paint, FirstUnauthorized first, string with)
    {
        output.WriteLine();
        output.WriteLine(paint.Bold($"The first one{with}: {(first.Token == UnauthorizedCase.NoToken ? "" : "token ")}{first.Token}, {(first.Call is { } call ? $"call {call:N0}" : "a request no caller asked for")}"));
        foreach (var step in first.Steps)
            output.WriteLine($"  {Clock(step.AtSeconds)}  {step.Who,-9} {step.What}");
        output.WriteLine($"  {first.Arithmetic}");
        output.WriteLine($"  clocks: {string.Join("   ", first.ClockOffsetsMs.Select(clock => $"{clock.Key} {Offset(clock.Value)}"))}");
    }

    private static void Replay(TextWriter output, Paint paint, IReadOnlyList<RunResult> results)
    {
        output.WriteLine();
        foreach (var command in results.GroupBy(result => result.Replay))
            output.WriteLine($"{paint.Bold("replay")}  {command.Key}");
        output.WriteLine($"trace   {string.Join("   ", results.Select(result => $"{result.Strategy} {Short(result.TraceSha256)}"))}");
    }

    private static string Total(int scenarios, IReadOnlyList<RunResult> results)
    {
        var verdicts = results.GroupBy(result => result.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {VerdictLines.NameOf(group.Key)}");
        return $"{Counted.Of(scenarios, "scenario")}, {Counted.Of(results.Count, "run")}: {string.Join(", ", verdicts)}";
    }

    // Reference time since the world's beginning.
    private static string Clock(double seconds)
    {
        // TimeSpan.FromSeconds cuts: 5.055 would become 5.0549999.
        var time = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return (time.Days > 0 ? $"{time.Days} d " : "") + time.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    private static string Offset(double milliseconds) => milliseconds == 0 ? "0" : (milliseconds > 0 ? "+" : "") + TimeText.Of(TimeSpan.FromMilliseconds(milliseconds));

    private static string Short(string hash) => hash.Length < 12 ? "-" : $"{hash[..4]}…{hash[^4..]}";
}
