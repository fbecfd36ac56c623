using System.Globalization;
using SkewLab.Commands;
using SkewLab.Simulation.Causes;
using SkewLab.Simulation.Runs;
using SkewLab.Simulation.Scenarios;

namespace SkewLab.Reports;

/// <summary>What <c>skewlab run</c> prints: verdicts, then why, then the first 401 with every clock, then how to run it again.</summary>
internal static class TextReport
{
    /// <summary>Prints every result.</summary>
    public static void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunResult> results)
    {
        var paint = new Paint(output);
        var groups = results.Zip(plan.Jobs).GroupBy(pair => pair.Second.Scenario).ToList();
        foreach (var group in groups)
        {
            var scenario = group.Key.Scenario;
            var own = group.Select(pair => pair.First).ToList();
            Header(output, paint, scenario, own);
            foreach (var result in own)
                VerdictLine(output, paint, result);
            if (!plan.Settings.Quiet)
            {
                foreach (var result in own.Where(result => result.Metrics.Surfaced401 > 0))
                    Reasons(output, paint, result);
                if (own.FirstOrDefault(result => result.Metrics.Surfaced401 > 0)?.First is { } first)
                    FirstCase(output, paint, first);
                Replay(output, paint, own);
            }

            output.WriteLine();
        }

        if (groups.Count > 1)
            output.WriteLine(Total(groups.Count, results));
    }

    private static void Header(TextWriter output, Paint paint, Scenario scenario, IReadOnlyList<RunResult> results)
    {
        var wall = results.Max(result => result.Run.WallSeconds);
        output.WriteLine($"{paint.Bold(scenario.Name)}   1 IdP, {Count(scenario.Api.Nodes, "API node")}, {Count(scenario.Clients.Count, "client")}     {Spans.Of(scenario.Duration)} in {wall:0.0} s     seed {results[0].Seed}");
        output.WriteLine();
    }

    private static void VerdictLine(TextWriter output, Paint paint, RunResult result)
    {
        output.WriteLine($"  {result.Strategy,-14} {paint.Verdict(result.Verdict, $"{VerdictLines.NameOf(result.Verdict),-10}")}   {VerdictLines.Summary(result)}");
        foreach (var broken in VerdictLines.Broken(result))
            output.WriteLine($"  {"",-14} {"",-10}   {broken}");
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
            output.WriteLine($"  {cause.Wire,6:N0}  {cause.Cause.Replace('_', ' ')}{first}");
            foreach (var sentence in cause.Explanation)
                output.WriteLine($"          {sentence}");
        }
    }

    private static void FirstCase(TextWriter output, Paint paint, FirstUnauthorized first)
    {
        output.WriteLine();
        output.WriteLine(paint.Bold($"The first one: token {first.Token}, call {first.Call:N0}"));
        foreach (var step in first.Steps)
            output.WriteLine($"  {Clock(TimeSpan.FromSeconds(step.AtSeconds))}  {step.Who,-9} {step.What}");
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
        return $"{Count(scenarios, "scenario")}, {Count(results.Count, "run")}: {string.Join(", ", verdicts)}";
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number:N0} {noun}s";

    // Reference time since the world's beginning.
    private static string Clock(TimeSpan time) => (time.Days > 0 ? $"{time.Days} d " : "") + time.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    private static string Offset(double milliseconds) => milliseconds == 0 ? "0" : (milliseconds > 0 ? "+" : "") + Spans.Of(TimeSpan.FromMilliseconds(milliseconds));

    private static string Short(string hash) => hash.Length < 12 ? "-" : $"{hash[..4]}…{hash[^4..]}";
}
