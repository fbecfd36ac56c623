using System.Text.Json.Serialization;

namespace SkewLab.Verdicts.Judging;

/// <summary>What a run says of a strategy in a scenario. A reproduced bug is never called a pass.</summary>
public enum Verdict
{
    /// <summary>No expectation names the strategy: it was measured, not judged.</summary>
    [JsonStringEnumMemberName("NONE")]
    None,

    /// <summary>What the scenario's <c>reproduces</c> describes was seen.</summary>
    [JsonStringEnumMemberName("REPRODUCED")]
    Reproduced,

    /// <summary>What the scenario's <c>requires</c> demands held.</summary>
    [JsonStringEnumMemberName("SURVIVES")]
    Survives,

    /// <summary>A requirement was broken, or the symptom was not reproduced.</summary>
    [JsonStringEnumMemberName("FAILS")]
    Fails,

    /// <summary>What the scenario's <c>requires</c> demands was broken, as it must be for every client: the scenario names the limit.</summary>
    [JsonStringEnumMemberName("IMPOSSIBLE")]
    Impossible,

    /// <summary>What the scenario's <c>requires</c> demands was broken, and the scenario says what the strategy still lacks.</summary>
    [JsonStringEnumMemberName("PENDING")]
    Pending,

    /// <summary>The lab itself cannot be trusted in this run.</summary>
    [JsonStringEnumMemberName("UNSOUND")]
    Unsound,
}
