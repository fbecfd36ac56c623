using System.ComponentModel;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A node answers some requests otherwise than it would: with another status, other headers or another body, late, or not at all.</summary>
public sealed record FaultAction
{
    /// <value>Which node: idp, api-N or api-*.</value>
    [Description("Which node: idp, api-N or api-*.")]
    [Example("idp")]
    public required string At { get; init; }

    /// <value>The method of the requests that meet the fault. Null: every method.</value>
    [Description("The method of the requests that meet the fault.")]
    [Default("every method")]
    public FaultMethod? Method { get; init; }

    /// <value>Their path, one that the node answers. Null: every path.</value>
    [Description("Their path, one that the node answers.")]
    [Default("every path")]
    [Example("/oauth/token")]
    public string? Path { get; init; }

    /// <value>The OAuth client they come from: client-1 to client-N, or client where all share one. Null: every client.</value>
    [Description("The OAuth client they come from: client-1 to client-N, or client where all share one.")]
    [Default("every client")]
    [Example("client-2")]
    public string? Client { get; init; }

    /// <value>The status of the answer. Null: the node's own.</value>
    [Description("The status of the answer.")]
    [Bounds("200", "599")]
    [Default("the node's own")]
    [Example("429")]
    public int? Status { get; init; }

    /// <value>Headers of the answer by name; an empty value takes a header away. Empty by default.</value>
    [Description("Headers of the answer by name; an empty value takes a header away.")]
    [Example("Cache-Control")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <value>The body of the answer. Null: the node's own.</value>
    [Description("The body of the answer.")]
    [Default("the node's own")]
    [Example("<html>")]
    public string? Body { get; init; }

    /// <value>How long the answer is held back after the node has made it: a slow answer is an old one. Zero by default.</value>
    [Description("How long the answer is held back after the node has made it: a slow answer is an old one.")]
    [Bounds("0s", "1d")]
    public TimeSpan Delay { get; init; }

    /// <value>Whether the exchange is lost, and when: before the node acts on the request, or after. Null: it is not.</value>
    [Description("Whether the exchange is lost, and when: before the node acts on the request, or after.")]
    [Default("it is not")]
    public FaultDrop? Drop { get; init; }

    /// <value>The wait that a Retry-After header asks for; 429 and 503 only, whole seconds. Null: no header.</value>
    [Description("The wait that a Retry-After header asks for; 429 and 503 only, whole seconds.")]
    [Bounds("0s", "365d")]
    [Default("no header")]
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How Retry-After is written; needs retryAfter. In seconds by default.</value>
    [Description("How Retry-After is written; needs retryAfter.")]
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;

    /// <value>How many of these requests pass unharmed first. None by default.</value>
    [Description("How many of these requests pass unharmed first.")]
    [Bounds("0", "1000000")]
    public int Skip { get; init; }

    /// <value>How many requests meet the fault. Null: all until endFaults.</value>
    [Description("How many requests meet the fault.")]
    [Bounds("1", "1000000")]
    [Default("all until endFaults")]
    public int? Times { get; init; }

    /// <value>How many of the requests that come to the fault meet it, by chance. A share above 0, up to 1; 1 by default, which is each of them.</value>
    [Description("How many of the requests that come to the fault meet it, by chance; skip passes first, and times counts those that met it.")]
    [Bounds("0%", "100%")]
    [Example("5%")]
    public double Probability { get; init; } = 1;
}

/// <summary>The method of a request.</summary>
public enum FaultMethod
{
    /// <summary>GET.</summary>
    GET,

    /// <summary>POST.</summary>
    POST,
}
