using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>A node answers with an error before it looks at the token.</summary>
public sealed record FaultAction
{
    /// <value>Which node: idp, api-N or api-*.</value>
    [Description("Which node: idp, api-N or api-*.")]
    [Example("idp")]
    public required string At { get; init; }

    /// <value>The path of the requests that fail, one that the node answers. Null: every path.</value>
    [Description("The path of the requests that fail, one that the node answers.")]
    [Default("every path")]
    [Example("/oauth/token")]
    public string? Path { get; init; }

    /// <value>The status of the answer.</value>
    [Description("The status of the answer.")]
    [Bounds("400", "599")]
    [Example("429")]
    public required int Status { get; init; }

    /// <value>The wait that a Retry-After header asks for; 429 and 503 only, whole seconds. Null: no header.</value>
    [Description("The wait that a Retry-After header asks for; 429 and 503 only, whole seconds.")]
    [Bounds("0s", "365d")]
    [Default("no header")]
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How Retry-After is written; needs retryAfter. In seconds by default.</value>
    [Description("How Retry-After is written; needs retryAfter.")]
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;

    /// <value>How many requests fail. Null: all until endFaults.</value>
    [Description("How many requests fail.")]
    [Bounds("1", "1000000")]
    [Default("all until endFaults")]
    public int? Times { get; init; }
}

/// <summary>How Retry-After is written (RFC 9110 section 10.2.3).</summary>
public enum RetryAfterForm
{
    /// <summary>A number of seconds.</summary>
    Seconds,

    /// <summary>A date by the answering node's clock.</summary>
    Date,
}
