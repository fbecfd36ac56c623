namespace SkewLab.FakeIdp.Tokens;

/// <summary>The access tokens the IdP remembers, by their exact text. Each is forgotten a day after its lifetime, so a run of any length stays flat.</summary>
/// <remarks>
/// Forgetting is counted in reference time and changes no decision about a JWT, whose own claims say it has expired, unless a node's clock is more than a
/// day slow; such a node
/// would then no longer know of a revocation. A forgotten opaque token is refused as malformed instead of expired. Thread-safe.
/// </remarks>
internal sealed class TokenRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IssuedToken> _byText = new(StringComparer.Ordinal);
    private readonly PriorityQueue<IssuedToken, TimeSpan> _byEnd = new();

    public IssuedToken? Newest { get; private set; }

    public int Count
    {
        get
        {
            lock (_lock)
                return _byText.Count;
        }
    }

    /// <summary>Remembers a token, and signs it if nobody has yet. Adding it again changes nothing.</summary>
    /// <returns>The token; where another has the same text, that one.</returns>
    public IssuedToken Add(IssuedToken token)
    {
        var text = token.Value;
        lock (_lock)
        {
            if (_byText.TryGetValue(text, out var known))
                return known;
            while (_byEnd.TryPeek(out _, out var forgottenAt) && token.IssuedAtReference >= forgottenAt)
                _byText.Remove(_byEnd.Dequeue().Value);
            _byText.Add(text, token);
            _byEnd.Enqueue(token, token.ForgottenAt);
            // Tokens that are signed side by side may come here in another order than they were stamped in.
            if (Newest is null || token.Ordinal > Newest.Ordinal)
                Newest = token;
            return token;
        }
    }

    public IReadOnlyList<IssuedToken> List()
    {
        lock (_lock)
            return [.. _byText.Values.OrderBy(token => token.Ordinal)];
    }

    public IssuedToken? Find(string text)
    {
        lock (_lock)
            return _byText.GetValueOrDefault(text);
    }
}
