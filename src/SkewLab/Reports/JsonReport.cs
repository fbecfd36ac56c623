using System.Text.Json;
using System.Text.Json.Serialization;
using SkewLab.Runs;
using SkewLab.Verdicts.Results;

namespace SkewLab.Reports;

/// <summary>The outcomes as one JSON document; docs/results.md defines it.</summary>
internal sealed class JsonReport : IReport
{
    /// <inheritdoc/>
    public ReportOption Option { get; } = new("--json", "Write the results as JSON.");

    /// <inheritdoc/>
    public void Write(TextWriter output, RunPlan plan, IReadOnlyList<RunOutcome> outcomes)
    {
        var notRun = outcomes.OfType<NotRun>()
            .Select(none => new NotRunEntry(none.Scenario, none.Strategy, none.Seed, none.Kind, none.Message, none.Job.Replay));
        var document = new ResultDocument(2, Tool.NameAndVersion, [.. outcomes.OfType<Ran>().Select(ran => ran.Result)], [.. notRun]);
        output.Write(JsonSerializer.Serialize(document, ResultJson.Default.ResultDocument));
    }
}

/// <param name="SchemaVersion">Raised when a field changes its meaning or goes.</param>
/// <param name="Tool">Name and version.</param>
/// <param name="Results">One per scenario and strategy that ran.</param>
/// <param name="NotRun">One per scenario and strategy that came to no result.</param>
internal sealed record ResultDocument(int SchemaVersion, string Tool, IReadOnlyList<RunResult> Results, IReadOnlyList<NotRunEntry> NotRun);

/// <param name="Scenario">The scenario's name.</param>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Kind">What kind of news it is.</param>
/// <param name="Message">What happened.</param>
/// <param name="Replay">The command that runs it again.</param>
internal sealed record NotRunEntry(string Scenario, string Strategy, ulong Seed, NotRunKind Kind, string Message, string Replay);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ResultDocument))]
internal sealed partial class ResultJson : JsonSerializerContext;
