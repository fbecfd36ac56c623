using System.Buffers;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Faults;

/// <content>What a fault must be before a node takes it.</content>
public sealed partial record HttpFault
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    // RFC 9110 section 5.6.2.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">Values that do not go together, or none at all.</exception>
    internal void Check()
    {
        if (Status is < 200 or > 599)
            throw new ArgumentOutOfRangeException(nameof(Status), Status, "A fault's status is 200 to 599.");
        if (RetryAfter < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(RetryAfter), RetryAfter, "A fault's Retry-After is zero or more.");
        if (Times < 1)
            throw new ArgumentOutOfRangeException(nameof(Times), Times, "A fault happens at least once; leave Times out for always.");
        if (Skip < 0)
            throw new ArgumentOutOfRangeException(nameof(Skip), Skip, "A fault skips zero or more requests.");
        if (Probability is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Probability), Probability, "A fault's probability is more than 0 and at most 1.");
        if (Delay < TimeSpan.Zero || Delay > LongestDelay)
            throw new ArgumentOutOfRangeException(nameof(Delay), Delay, "A fault's delay is zero to 24 days.");
        CheckHeaders();
        CheckCombination();
    }

    private void CheckHeaders()
    {
        foreach (var (name, value) in Headers)
        {
            if (!IsHeaderName(name))
                throw new ArgumentException($"Cannot set the header {RefusalCauses.Quote(name)}: that is no header's name.");
            if (!IsHeaderValue(value))
                throw new ArgumentException($"Cannot set {name}: its value holds a character that is not printable ASCII.");
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
                throw new ArgumentException($"Cannot set {name}: it belongs to the transport.");
        }
    }

    private void CheckCombination()
    {
        var changes = Status is not null || Headers.Count > 0 || Body is not null || Delay > TimeSpan.Zero;
        if (Drop == FaultDrop.None && !changes)
            throw new ArgumentException("A fault does something: it has a status, headers, a body, a delay or a drop.");
        if (Drop != FaultDrop.None && (changes || RetryAfter is not null))
            throw new ArgumentException("A fault that drops does nothing else: nobody sees the answer.");
        if (Body is { Length: > 0 } && HasNoBody(Status))
            throw new ArgumentException($"An answer with the status {Status} has no body.");
    }

    /// <summary>The statuses whose answers end with their headers (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5).</summary>
    public static bool HasNoBody(int? status) => status is 204 or 205 or 304;

    /// <summary>Whether a text can be a header's name: a token of RFC 9110 section 5.6.2.</summary>
    public static bool IsHeaderName(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text can be a header's value here: printable ASCII, also none of it.</summary>
    public static bool IsHeaderValue(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange(' ', '~');
}
