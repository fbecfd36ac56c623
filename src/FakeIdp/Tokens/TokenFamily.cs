namespace SkewLab.FakeIdp;

/// <summary>Everything that descends from one authorization: a line of refresh tokens, or a client's own credentials.</summary>
internal sealed class TokenFamily(string clientId)
{
    private readonly Queue<IssuedToken> _tokens = new();
    private readonly Dictionary<(string Issuer, string Scope), IssuedToken> _cached = [];

    public string ClientId { get; } = clientId;

    public bool IsRevoked { get; private set; }

    public void Add(IssuedToken token, TimeSpan referenceNow)
    {
        while (_tokens.TryPeek(out var oldest) && referenceNow >= oldest.ForgottenAt)
            _tokens.Dequeue();
        _tokens.Enqueue(token);
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
        while (_tokens.TryDequeue(out var token))
            token.Revoke(revocation);
    }

    /// <summary>Revokes every token of the family, now and for good, because a refresh token was used twice. The first such use stands.</summary>
    public void RevokeForReuse(IssuedRefreshToken reused, TimeSpan referenceNow)
    {
        IsRevoked = true;
        RevokeAccessTokens(new(referenceNow, RevocationReason.RefreshTokenReused, reused));
    }
}
