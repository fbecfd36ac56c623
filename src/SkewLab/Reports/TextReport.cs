using System.Globalization;
using SkewLab.Explanations.Causes;
using SkewLab.Input;
using SkewLab.Runs;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>What <c>skewlab run</c> prints: verdicts, then why, then the first 401 with every clock, then how to run it again.</summary>
internal sealed class TextReport : IReport
{
    /// <inheritdoc/>
    public ReportOption? Option => null;

    /// <inheritdoc/>
    public void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunOutcome> outcomes)
    {
        var paint = Paint.For(output);
        if (plan.Settings.Quiet)
        {
            var width = outcomes.Max(outcome => outcome.Scenario.Length);
            foreach (var outcome in outcomes)
                OutcomeLine(output, paint, $"{outcome.Scenario.PadRight(width)}   ", outcomes, outcome);
            return;
        }

        var groups = outcomes.GroupBy(outcome => outcome.Job.Scenario).ToList();
        foreach (var group in groups)
        {
            List<RunOutcome> own = [.. group];
            Header(output, paint, group.Key.Scenario, own);
            foreach (var outcome in own)
                OutcomeLine(output, paint, "  ", own, outcome);
            var refused = own.OfType<Ran>().Select(ran => ran.Result).Where(IsRefused).ToList();
            foreach (var result in refused)
                Reasons(output, paint, result);
            if (refused is [{ First: { } first }, ..])
                FirstCase(output, paint, first, refused.Count > 1 ? $" with {refused[0].Strategy}" : "");
            Replay(output, paint, own);
            output.WriteLine();
        }

        if (groups.Count > 1)
            output.WriteLine(Total(groups.Count, outcomes));
    }

    // A strategy that turns a refusal into an exception owes its reader the reason as much as one that hands the 401 on.
    private static bool IsRefused(RunResult result) =>
        result.Metrics.Surfaced401 > 0 || (result.Metrics.Exceptions > 0 && result.UnauthorizedByCause.Count > 0);

    private static void Header(TextWriter output, Paint paint, Scenario scenario, IReadOnlyList<RunOutcome> outcomes)
    {
        var machines = $"1 IdP, {Counted.Of(scenario.Api.Nodes, "API node")}, {Counted.Of(scenario.Clients.Count, "client")}";
        var wall = outcomes.Max(outcome => outcome.WallTime.TotalSeconds);
        output.WriteLine($"{paint.Bold(scenario.Name)}   {machines}     {TimeText.Of(scenario.Duration)} in {wall:0.0} s     seed {outcomes[0].Seed}");
        output.WriteLine();
    }

    private static void OutcomeLine(TextWriter output, Paint paint, string before, IReadOnlyList<RunOutcome> all, RunOutcome outcome)
    {
        var width = Math.Max(14, all.Max(other => other.Strategy.Length));
        output.WriteLine($"{before}{outcome.Strategy.PadRight(width)} {OutcomeLines.Painted(paint, outcome)}   {OutcomeLines.Summary(outcome)}");
        foreach (var detail in OutcomeLines.Details(outcome))
            output.WriteLine($"{new string(' ', before.Length + width + 14)}{detail}");
    }

    private static void Reasons(TextWriter output, Paint paint, RunResult result)
    {
        output.WriteLine();
        output.WriteLine(paint.Bold($"Why {result.Strategy} gets 401s"));
        foreach (var cause in result.UnauthorizedByCause)
        {
            output.WriteLine($"  {cause.Wire,6:N0}  {cause.Words}{FirstRequests(cause.FirstAfterRefresh, result.Metrics.FirstAfterRefreshRequests)}");
            foreach (var sentence in cause.Explanation)
                output.WriteLine($"          {sentence}");
        }
    }

    private static string FirstRequests(long refused, long all) =>
        refused > 0 ? $"   {refused:N0} of {all:N0} first requests after a refresh: {Interval.Of(refused, all)}" : "";

    private static void FirstCase(TextWriter output, Paint paint, FirstUnauthorized first, string with)
    {
        output.WriteLine();
        var token = first.Token == UnauthorizedCase.NoToken ? first.Token : $"token {first.Token}";
        var caller = first.Call is { } call ? $"call {call:N0}" : "a request no caller asked for";
        output.WriteLine(paint.Bold($"The first one{with}: {token}, {caller}"));
        foreach (var step in first.Steps)
            output.WriteLine($"  {Clock(step.AtSeconds)}  {step.Who,-9} {step.What}");
        output.WriteLine($"  {first.Arithmetic}");
        output.WriteLine($"  clocks: {string.Join("   ", first.ClockOffsetsMs.Select(clock => $"{clock.Key} {Offset(clock.Value)}"))}");
    }

    private static void Replay(TextWriter output, Paint paint, IReadOnlyList<RunOutcome> outcomes)
    {
        output.WriteLine();
        foreach (var replay in outcomes.Select(outcome => outcome.Job.Replay).Distinct())
            output.WriteLine($"{paint.Bold("replay")}  {replay}");
        output.WriteLine($"trace   {string.Join("   ", outcomes.Select(outcome => $"{outcome.Strategy} {Hash(outcome)}"))}");
    }

    // Verdicts first, in their order, then what did not run.
    private static string Total(int scenarios, IReadOnlyList<RunOutcome> outcomes)
    {
        var verdicts = outcomes.OfType<Ran>().GroupBy(ran => ran.Result.Verdict).OrderBy(group => group.Key);
        var kinds = outcomes.OfType<NotRun>().GroupBy(none => none.Kind).OrderBy(group => group.Key);
        IEnumerable<string> counts =
        [
            .. verdicts.Select(group => $"{group.Count()} {VerdictLines.NameOf(group.Key)}"),
            .. kinds.Select(group => $"{group.Count()} {OutcomeLines.NameOf(group.Key)}"),
        ];
        return $"{Counted.Of(scenarios, "scenario")}, {Counted.Of(outcomes.Count, "run")}: {string.Join(", ", counts)}";
    }

    // Reference time since the world's beginning.
    private static string Clock(double seconds)
    {
        // TimeSpan.FromSeconds cuts: 5.055 would become 5.0549999.
        var time = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return (time.Days > 0 ? $"{time.Days} d " : "") + time.ToString(@"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);
    }

    private static string Offset(double milliseconds) =>
        milliseconds == 0 ? "0" : (milliseconds > 0 ? "+" : "") + TimeText.Of(TimeSpan.FromMilliseconds(milliseconds));

    private static string Hash(RunOutcome outcome) =>
        outcome is Ran { Result.TraceSha256: var hash } ? $"{hash[..4]}…{hash[^4..]}" : "-";
}
