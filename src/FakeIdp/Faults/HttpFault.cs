using System.Collections.ObjectModel;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Faults;

/// <summary>What happens to some requests on purpose: another answer, other headers, another body, a late answer or none. Immutable.</summary>
/// <remarks>With a <see cref="Status"/> the node does nothing but answer; without one it does what it would do, and its answer is changed.</remarks>
public sealed partial record HttpFault
{
    /// <value>The method the fault is for (<c>POST</c>), compared exactly; null (the default) is every method.</value>
    public string? Method { get; init; }

    /// <value>The endpoint the fault is for, by its path (<c>/oauth/token</c>), compared exactly; null (the default) is every endpoint of the node.</value>
    public string? Path { get; init; }

    /// <value>The client the fault is for, by its identifier: at the IdP the one that authenticates, or that an authorization request, an assertion or
    /// a bearer token names; at the API the one that the presented token names, whether or not the token is good. Null (the default) is every request.</value>
    public string? Client { get; init; }

    /// <value>The status to answer, 200 to 599, before the endpoint does anything; null (the default) lets the node answer.</value>
    public int? Status { get; init; }

    /// <value>Headers of the answer, which replace the node's own; an empty value removes a header. Names are compared without regard to case. None by
    /// default. Not <c>Content-Length</c> nor <c>Transfer-Encoding</c>: those are the transport's.</value>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <value>The body of the answer, sent as UTF-8 under the node's own content type unless <see cref="Headers"/> names another. Null (the default) is the
    /// node's own: its error body where <see cref="Status"/> is an error, no body where it is none.</value>
    public string? Body { get; init; }

    /// <value>How long the answer is held once the node has decided, on the node's own clock: a slow answer is an old one. Zero by default, at most 24
    /// days.</value>
    public TimeSpan Delay { get; init; }

    /// <value>Whether the exchange is lost at the node. The default is <see cref="FaultDrop.None"/>. What drops does nothing else.</value>
    public FaultDrop Drop { get; init; }

    /// <value>What <c>Retry-After</c> asks for, rounded up to a whole second; null (the default) sends no such header. Not negative.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How <c>Retry-After</c> says it. The default is <see cref="RetryAfterForm.Seconds"/>.</value>
    public RetryAfterForm RetryAfterForm { get; init; }

    /// <value>How many matching requests pass before the first meets the fault. Zero by default; not negative.</value>
    public int Skip { get; init; }

    /// <value>How many requests meet the fault; null (the default) is all until it is cleared. At least 1.</value>
    public int? Times { get; init; }

    /// <value>How likely a request that comes to the fault meets it: more than 0, at most 1; 1 by default. Drawn by a hash of <see cref="Seed"/>, of the fault's
    /// place among those added to its node since the last clearing and of how many requests have come to it, so the same requests meet the same faults in every lab.
    /// <see cref="Skip"/> passes first, and <see cref="Times"/> counts those that met it.</value>
    public double Probability { get; init; } = 1;

    /// <value>Which chance it is: with another seed other requests meet the fault. 0 by default; without effect where <see cref="Probability"/> is 1.</value>
    public ulong Seed { get; init; }

    /// <value>The OAuth error code in the IdP's body; null (the default) lets the status choose.</value>
    public string? Error { get; init; }
}

/// <summary>Where a dropped exchange is lost.</summary>
public enum FaultDrop
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The request is lost before the node does anything.</summary>
    Before,

    /// <summary>The node does what is asked, and its answer is lost.</summary>
    After,
}
