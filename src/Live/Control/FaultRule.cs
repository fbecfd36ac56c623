using System.ComponentModel;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.Testing.Control;

/// <summary>A fault as the control API has it; <see cref="HttpFault"/> says more of each value, and judges it. Immutable.</summary>
[DescribedBy(typeof(HttpFault))]
public sealed record FaultRule
{
    /// <value>Which nodes and requests it is for; null is all.</value>
    [Description("Which nodes and requests it is for; without it all.")]
    public FaultMatch? Match { get; init; }

    /// <value>How many requests meet it: null is 1, 0 is all until it is cleared.</value>
    [Description("How many requests meet it: 1 unless given, 0 until it is cleared.")]
    public int? Times { get; init; }

    /// <value>How likely a matching request meets it: more than 0, at most 1; null is 1.</value>
    public double? Probability { get; init; }

    /// <value>How many matching requests pass before the first meets it; null is 0.</value>
    public int? Skip { get; init; }

    /// <value>Seed of its draws; null is the lab's own.</value>
    public ulong? Seed { get; init; }

    /// <value>The status to answer, 200 to 599; null lets the node answer.</value>
    public int? Status { get; init; }

    /// <value>Headers of the answer; an empty value removes one.</value>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <value>The body of the answer; null is the node's own.</value>
    [TextOrJson]
    [Description("The body of the answer, as text or as JSON; without it the node's own.")]
    public string? Body { get; init; }

    /// <value>How long the answer is held; null is not.</value>
    public TimeSpan? Delay { get; init; }

    /// <value>Where the exchange is lost; null is nowhere.</value>
    public FaultDrop? Drop { get; init; }

    /// <value>What <c>Retry-After</c> asks for; null sends none.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How <c>Retry-After</c> says it; null is in seconds.</value>
    public RetryAfterForm? RetryAfterForm { get; init; }

    /// <value>The OAuth error code in the IdP's body; null lets the status choose.</value>
    public string? Error { get; init; }
}

/// <summary>Which nodes and requests a fault is for. Immutable.</summary>
[DescribedBy(typeof(HttpFault))]
public sealed record FaultMatch
{
    /// <value><c>idp</c>, <c>api</c> (every API node, each counting for itself) or one node's name; null is all.</value>
    [Description("idp, api (every API node, each counting for itself) or one node's name; without it all.")]
    public string? Role { get; init; }

    /// <value>The method; null is every one.</value>
    public string? Method { get; init; }

    /// <value>The endpoint's path; null is every one.</value>
    public string? Path { get; init; }

    /// <value>The client's identifier; null is every request.</value>
    public string? Client { get; init; }
}
