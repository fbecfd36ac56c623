namespace SkewLab.FakeIdp.Tokens;

/// <summary>Everything that descends from one authorization: a line of refresh tokens, or a client's own credentials.</summary>
/// <param name="clientId">The client.</param>
/// <param name="subject">Who the tokens speak for; null is the client itself (RFC 9068 section 2.2).</param>
/// <param name="authenticatedAt">When the user authenticated, by the IdP's wall clock; null where no user did.</param>
internal sealed class TokenFamily(string clientId, string? subject = null, DateTimeOffset? authenticatedAt = null)
{
    private readonly PriorityQueue<IssuedToken, TimeSpan> _tokens = new();
    private readonly Dictionary<(string Issuer, string Scope), IssuedToken> _cached = [];

    public string ClientId { get; } = clientId;

    public string Subject { get; } = subject ?? clientId;

    public DateTimeOffset? AuthenticatedAt { get; } = authenticatedAt;

    public bool IsRevoked { get; private set; }

    public void Add(IssuedToken token, TimeSpan referenceNow)
    {
        while (_tokens.TryPeek(out _, out var forgottenAt) && referenceNow >= forgottenAt)
            _tokens.Dequeue();
        _tokens.Enqueue(token, token.ForgottenAt);
    }

    /// <summary>The cached token for this issuer and scope, until <paramref name="until"/> before its end; null if there is none, or it is revoked.</summary>
    public IssuedToken? FindCached(string issuer, string scope, TimeSpan until, DateTimeOffset now) =>
        _cached.TryGetValue((issuer, scope), out var token) && token.Revocation is null && token.ExpiresAt - now > until ? token : null;

    public void Cache(IssuedToken token, DateTimeOffset now)
    {
        // Any client may make up issuers (its Host header) and orders of scopes: what has ended must not pile up.
        foreach (var ended in _cached.Where(entry => now >= entry.Value.ExpiresAt).ToList())
            _cached.Remove(ended.Key);
        _cached[(token.Issuer, token.Scope)] = token;
    }

    // What is revoked need not be revoked again, so the queue starts anew.
    public void RevokeAccessTokens(Revocation revocation)
    {
        while (_tokens.TryDequeue(out var token, out _))
            token.Revoke(revocation);
    }

    /// <summary>Revokes every token of the family, refresh tokens included, for good. What was revoked before keeps its reason.</summary>
    public void Revoke(Revocation revocation)
    {
        IsRevoked = true;
        RevokeAccessTokens(revocation);
    }
}
