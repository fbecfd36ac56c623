using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Randomness;


namespace SkewLab.FakeIdp.Tokens;

/// <summary>The refresh tokens the IdP remembers. A rotated one is forgotten a day after its grace has ended, and one with a lifetime a day after its end: refused before,
/// refused after.</summary>
/// <remarks>
/// An unused token without a lifetime has no end: one stays for every answer that was lost after a rotation. A reuse of a forgotten token is refused but revokes no family.
/// Not thread-safe: the IdP calls it under its lock.
/// </remarks>
internal sealed class RefreshTokens
{
    private readonly Dictionary<string, IssuedRefreshToken> _byText = new(StringComparer.Ordinal);
    private readonly Queue<IssuedRefreshToken> _rotated = new();
    private readonly PriorityQueue<IssuedRefreshToken, TimeSpan> _ending = new();
    private int _last;

    public int Count => _byText.Count;

    public IssuedRefreshToken Issue(ulong seed, string scope, TokenFamily family, TimeProvider time, TimeSpan? lifetime)
    {
        var issuedAt = time.GetTimestamp();
        var now = time.GetElapsedTime(0, issuedAt);
        while (_ending.TryPeek(out _, out var forgottenAt) && now >= forgottenAt)
            _byText.Remove(_ending.Dequeue().Value);
        var ordinal = ++_last;
        var token = new IssuedRefreshToken(ordinal, SeededText.Token(seed, "refresh", ordinal), scope, family, issuedAt, lifetime);
        _byText.Add(token.Value, token);
        if (lifetime is { } life)
            _ending.Enqueue(token, DurationLimits.After(now, DurationLimits.After(life, TimeSpan.FromDays(1))));
        return token;
    }

    public IssuedRefreshToken? Find(string text) => _byText.GetValueOrDefault(text);

    /// <summary>Whether the token may be used now: alive, and unused or within the grace since its first use.</summary>
    public static bool IsUsable(IssuedRefreshToken token, TimeProvider time, TimeSpan reuseGrace) =>
        !token.Family.IsRevoked && !HasEnded(token, time) && !IsSpent(token, time, reuseGrace);

    /// <summary>Whether the token was used before, and longer ago than the grace.</summary>
    public static bool IsSpent(IssuedRefreshToken token, TimeProvider time, TimeSpan reuseGrace) =>
        token.RotatedAtTimestamp is { } rotatedAt && time.GetElapsedTime(rotatedAt) >= reuseGrace;

    /// <summary>Whether the token has lived as long as its client's refresh tokens may.</summary>
    public static bool HasEnded(IssuedRefreshToken token, TimeProvider time) =>
        token.Lifetime is { } lifetime && time.GetElapsedTime(token.IssuedAtTimestamp) >= lifetime;

    /// <summary>Notes the use that rotates a token. The first one counts: a retry must not stretch the grace.</summary>
    public void Rotated(IssuedRefreshToken token, TimeProvider time, TimeSpan reuseGrace)
    {
        while (_rotated.TryPeek(out var oldest) && time.GetElapsedTime(oldest.RotatedAtTimestamp!.Value) >= reuseGrace + TimeSpan.FromDays(1))
            _byText.Remove(_rotated.Dequeue().Value);
        if (token.RotatedAtTimestamp is not null)
            return;
        token.RotatedAtTimestamp = time.GetTimestamp();
        _rotated.Enqueue(token);
    }
}
