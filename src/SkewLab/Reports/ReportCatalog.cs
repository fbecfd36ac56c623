using SkewLab.Input;
using SkewLab.Runs;

namespace SkewLab.Reports;

/// <summary>The reports there are.</summary>
internal static class ReportCatalog
{
    /// <value>In the order of the help.</value>
    public static IReadOnlyList<IReport> All { get; } = [new JsonReport(), new JUnitReport(), new TextReport()];

    /// <summary>Writes the reports that were asked for and the one that always is, and gives every file its name.</summary>
    public static void Write(RunPlan plan, IReadOnlyList<RunOutcome> outcomes, OutputFiles files, TextWriter output)
    {
        foreach (var report in All)
        {
            if (report.Option is not { } option || !plan.ReportFiles.TryGetValue(option.Name, out var file))
                continue;
            using var writer = new StreamWriter(file);
            report.Write(writer, plan, outcomes);
        }

        // The trace of a world that came to no result is not whole.
        foreach (var outcome in outcomes.OfType<NotRun>().Where(outcome => outcome.Job.Request.TraceFile is not null))
            files.Discard(outcome.Job.Request.TraceFile!);
        files.Commit();
        foreach (var report in All.Where(report => report.Option is null))
            report.Write(output, plan, outcomes);
    }
}
