namespace SkewLab.FakeIdp.Tokens;

/// <summary>A token as its text says, before anything of it is believed. Instants are UTC ticks of 100 ns.</summary>
internal sealed class PresentedToken
{
    public string? Problem { get; init; }

    public bool IsOpaque { get; init; }

    public string? Algorithm { get; init; }

    public string? Kid { get; init; }

    public byte[] Signed { get; init; } = [];

    public byte[] Signature { get; init; } = [];

    public string? Issuer { get; init; }

    public string? Subject { get; init; }

    public string[] Audiences { get; init; } = [];

    public string Scope { get; init; } = "";

    public string? ClientId { get; init; }

    public long ExpiresAt { get; init; }

    public long? NotBefore { get; init; }

    public long? IssuedAt { get; init; }

    /// <summary>The IdP's own record of the token; null if it never issued it or has forgotten it.</summary>
    public IssuedToken? Issued { get; set; }

    /// <summary>What the signature turned out to be; null until it is verified.</summary>
    public bool? SignatureIsGood { get; set; }

    public static PresentedToken Malformed(string problem) => new() { Problem = problem };

    public static PresentedToken Opaque(IssuedToken issued) => new()
    {
        IsOpaque = true,
        Issued = issued,
        Issuer = issued.Issuer,
        Audiences = [issued.Audience],
        Scope = issued.Scope,
        ClientId = issued.ClientId,
        ExpiresAt = issued.ExpiresAt.UtcTicks,
        NotBefore = issued.NotBefore?.UtcTicks,
        IssuedAt = issued.IssuedAt.UtcTicks,
    };
}
