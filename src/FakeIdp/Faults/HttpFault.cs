using System.Collections.ObjectModel;
using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Faults;

/// <summary>What happens to some requests on purpose: another answer, other headers, another body, a late answer or none. Immutable.</summary>
/// <remarks>With a <see cref="Status"/> the node does nothing but answer; without one it does what it would do, and its answer is changed. The properties'
/// descriptions, bounds and examples are those of scenarios, of the control API and of the command line, too.</remarks>
public sealed partial record HttpFault
{
    /// <value>The method the fault is for (<c>POST</c>), compared exactly; null (the default) is every method.</value>
    [Description("The method of the requests that meet the fault.")]
    [Default("every method")]
    [Example("POST")]
    public string? Method { get; init; }

    /// <value>The endpoint the fault is for, by its path (<c>/oauth/token</c>), compared exactly; null (the default) is every endpoint of the node.</value>
    [Description("Their path, one that the node answers.")]
    [Default("every path")]
    [Example("/oauth/token")]
    public string? Path { get; init; }

    /// <value>The client the fault is for, by its identifier: at the IdP the one that authenticates, or that an authorization request, an assertion or
    /// a bearer token names; at the API the one that the presented token names, whether or not the token is good. Null (the default) is every request.</value>
    [Description("The OAuth client they come from: client-1 to client-N, or client where all share one.")]
    [Default("every client")]
    [Example("client-2")]
    public string? Client { get; init; }

    /// <value>The status to answer, 200 to 599, before the endpoint does anything; null (the default) lets the node answer.</value>
    [Description("The status of the answer.")]
    [Bounds("200", "599")]
    [Default("the node's own")]
    [Example("429")]
    public int? Status { get; init; }

    /// <value>Headers of the answer, which replace the node's own; an empty value removes a header. Names are compared without regard to case. None by
    /// default. Not <c>Content-Length</c>, <c>Transfer-Encoding</c> nor <c>Connection</c>: those are the server's.</value>
    [Description("Headers of the answer by name; an empty value takes a header away.")]
    [Example("Cache-Control")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <value>The body of the answer, sent as UTF-8 under the node's own content type unless <see cref="Headers"/> names another. Null (the default) is the
    /// node's own: its error body where <see cref="Status"/> is an error, no body where it is none.</value>
    [Description("The body of the answer.")]
    [Default("the node's own")]
    [Example("<html>")]
    public string? Body { get; init; }

    /// <value>How long the answer is held once the node has decided, on the node's own clock: a slow answer is an old one. Zero by default, at most
    /// <see cref="DurationLimits.Delay"/>.</value>
    [Description("How long the answer is held back after the node has made it: a slow answer is an old one.")]
    [Bounds("0s", DurationLimits.DelayText)]
    [Example("250ms")]
    public TimeSpan Delay { get; init; }

    /// <value>Whether the exchange is lost at the node. The default is <see cref="FaultDrop.None"/>. What drops does nothing else.</value>
    [Description("Whether the exchange is lost, and when: before the node acts on the request, or after.")]
    public FaultDrop Drop { get; init; }

    /// <value>What <c>Retry-After</c> asks for: whole seconds, zero to <see cref="DurationLimits.RetryAfter"/>, beside the status 429 or 503 only; null (the
    /// default) sends no such header.</value>
    [Description("The wait that a Retry-After header asks for; 429 and 503 only, whole seconds.")]
    [Bounds("0s", DurationLimits.RetryAfterText)]
    [Default("no header")]
    [Example("30s")]
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How <c>Retry-After</c> says it. The default is <see cref="RetryAfterForm.Seconds"/>; another needs <see cref="RetryAfter"/>.</value>
    [Description("How Retry-After is written; needs retryAfter.")]
    public RetryAfterForm RetryAfterForm { get; init; }

    /// <value>The OAuth error code in the IdP's body; null (the default) lets the status choose.</value>
    [Description("The OAuth error code in the IdP's body, where the status is an error.")]
    [Default("the one that the status stands for")]
    [Example("invalid_grant")]
    public string? Error { get; init; }

    /// <value>How many matching requests pass before the first meets the fault. Zero by default, at most <see cref="MostRequests"/>.</value>
    [Description("How many of these requests pass unharmed first.")]
    [Bounds("0", MostRequestsText)]
    public int Skip { get; init; }

    /// <value>How many requests meet the fault: 1 to <see cref="MostRequests"/>; null (the default) is all until it is cleared.</value>
    [Description("How many requests meet the fault.")]
    [Bounds("1", MostRequestsText)]
    [Default("all until the faults are ended")]
    [Example("3")]
    public int? Times { get; init; }

    /// <value>How likely a request that comes to the fault meets it: more than 0, at most 1; 1 by default. Drawn by a hash of <see cref="Seed"/>, of the fault's
    /// place among those added to its node since the last clearing and of how many requests have come to it, so the same requests meet the same faults in every lab.
    /// <see cref="Skip"/> passes first, and <see cref="Times"/> counts those that met it.</value>
    [Description("How many of the requests that come to the fault meet it, by chance; skip passes first, and times counts those that met it.")]
    [Bounds("0%", "100%")]
    [Example("5%")]
    public double Probability { get; init; } = 1;

    /// <value>Seed of the fault's draws: decides which requests it applies to where <see cref="Probability"/> is below 1. Null (the default) lets the lab
    /// choose: a simulated world derives one from its own seed, everything else takes 0.</value>
    [Description("Seed of the fault's draws; decides which requests it applies to where probability is below 1.")]
    [Default("the lab's own")]
    [Example("7")]
    public ulong? Seed { get; init; }
}
