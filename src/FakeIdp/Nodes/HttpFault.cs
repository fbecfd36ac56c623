namespace SkewLab.FakeIdp;

/// <summary>An answer given instead of an endpoint's own, before the endpoint does anything.</summary>
public sealed record HttpFault
{
    /// <value>The endpoint the fault is for, by its path (<c>/oauth/token</c>), compared exactly; null (the default) is every endpoint of the node.</value>
    public string? Path { get; init; }

    /// <value>The status to answer, 400 to 599.</value>
    public required int Status { get; init; }

    /// <value>What <c>Retry-After</c> asks for, rounded up to a whole second; null (the default) sends no such header. Not negative.</value>
    public TimeSpan? RetryAfter { get; init; }

    /// <value>How <c>Retry-After</c> says it. The default is <see cref="RetryAfterForm.Seconds"/>.</value>
    public RetryAfterForm RetryAfterForm { get; init; }

    /// <value>How many requests meet the fault; null (the default) is all until it is cleared. At least 1.</value>
    public int? Times { get; init; }

    /// <value>The OAuth error code in the IdP's body; null (the default) lets the status choose.</value>
    public string? Error { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal void Check()
    {
        if (Status is < 400 or > 599)
            throw new ArgumentOutOfRangeException(nameof(Status), Status, "A fault's status is 400 to 599.");
        if (RetryAfter < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(RetryAfter), RetryAfter, "A fault's Retry-After is zero or more.");
        if (Times < 1)
            throw new ArgumentOutOfRangeException(nameof(Times), Times, "A fault happens at least once; leave Times out for always.");
    }
}
