namespace SkewLab.FakeIdp.RateLimits;

/// <summary>The two forms of <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
public enum RetryAfterForm
{
    /// <summary>Whole seconds: <c>Retry-After: 30</c>.</summary>
    Seconds,

    /// <summary>An IMF-fixdate on the answering node's own clock: a client whose clock differs waits too long, or not at all.</summary>
    Date,
}
