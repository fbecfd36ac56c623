using SkewLab.Runs;

namespace SkewLab.Reports;

/// <summary>A form in which the outcomes of a run are told. A new one is a file like this one's neighbours and a line in <see cref="ReportCatalog"/>.</summary>
internal interface IReport
{
    /// <value>The option that asks for the report and names its file; null for the one that is always printed.</value>
    ReportOption? Option { get; }

    /// <summary>Writes it whole.</summary>
    /// <param name="output">Its file, or the standard output.</param>
    /// <param name="plan">What was to run.</param>
    /// <param name="outcomes">How each job of the plan ended, in its order.</param>
    void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunOutcome> outcomes);
}

/// <summary>An option of <c>skewlab run</c> that takes a file.</summary>
/// <param name="Name">For example <c>--json</c>.</param>
/// <param name="Description">For the help.</param>
internal sealed record ReportOption(string Name, string Description);
