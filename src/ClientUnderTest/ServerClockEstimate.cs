namespace SkewLab.Client;

/// <summary>By how much a server's wall clock is ahead of this machine's: a range that holds the truth, from what the server's <c>Date</c> headers
/// say.</summary>
/// <remarks>
/// It is for people and for stamps that the server compares with its own clock; when tokens are renewed does not depend on it. It cannot be narrower than the
/// round trip and
/// the whole second of <c>Date</c>. It trusts the server's clock not to be stepped after the last answer. Immutable.
/// </remarks>
/// <param name="Low">The least lead of the server; negative when it may be behind.</param>
/// <param name="High">The greatest lead of the server, not less than <paramref name="Low"/>.</param>
public sealed record ServerClockEstimate(TimeSpan Low, TimeSpan High)
{
    /// <value>The middle of the range.</value>
    public TimeSpan Midpoint => Low + ((High - Low) / 2);

    /// <value>How far the truth may be from <see cref="Midpoint"/>, either way.</value>
    public TimeSpan Error => High - Midpoint;

    /// <summary>The estimate in seconds: <c>server ahead by 3.2 s ± 0.6 s</c>, with a minus sign for a server that is behind.</summary>
    public override string ToString() => $"server ahead by {Midpoint.TotalSeconds:0.###} s ± {Error.TotalSeconds:0.###} s";
}
