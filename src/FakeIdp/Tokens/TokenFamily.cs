namespace SkewLab.FakeIdp;

/// <summary>Everything that descends from one authorization: a line of refresh tokens, or a client's own credentials.</summary>
internal sealed class TokenFamily(string clientId)
{
    private readonly Queue<IssuedToken> _tokens = new();

    public string ClientId { get; } = clientId;

    public bool IsRevoked { get; private set; }

    public void Add(IssuedToken token, TimeSpan referenceNow)
    {
        while (_tokens.TryPeek(out var oldest) && referenceNow >= oldest.ForgottenAt)
            _tokens.Dequeue();
        _tokens.Enqueue(token);
    }

    // What is revoked need not be revoked again, so the queue starts anew.
    public void ReplaceAccessTokens(TimeSpan referenceNow)
    {
        while (_tokens.TryDequeue(out var token))
            token.Replace(referenceNow);
    }

    public void Revoke(TimeSpan referenceNow)
    {
        IsRevoked = true;
        while (_tokens.TryDequeue(out var token))
            token.Revoke(referenceNow);
    }
}
