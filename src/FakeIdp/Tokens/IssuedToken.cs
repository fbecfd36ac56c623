
namespace SkewLab.FakeIdp.Tokens;

/// <summary>An access token the IdP issued. Named symbolically in reports, for signatures differ at every signing.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class IssuedToken
{
    // Signing is most of the work of issuing: whoever first needs the text does it, and no lock of the IdP is held meanwhile.
    private readonly Lazy<string> _value;

    // One reference, so that a reader on another thread never sees half of it.
    private Revocation? _revocation;

    internal IssuedToken(Func<string> write) => _value = new(write);

    /// <value>1 for the first token of its IdP, then 2, 3, …</value>
    public required int Ordinal { get; init; }

    /// <value>The symbolic name: <c>at#17</c>.</value>
    public string Name => $"at#{Ordinal}";

    /// <value>The token itself. A secret: it belongs into no report and no trace.</value>
    public string Value => _value.Value;

    /// <value>The reference time of issue, on the scale of <c>IdpNode.ReferenceNow</c>.</value>
    public required TimeSpan IssuedAtReference { get; init; }

    /// <value><c>iat</c>: the IdP's own clock at issue, floored to the second.</value>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <value><c>nbf</c>, equal to <c>iat</c>; null where the IdP leaves it out.</value>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <value><c>exp</c>: <c>iat</c> plus the lifetime.</value>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <value>The client the token was issued to.</value>
    public required string ClientId { get; init; }

    /// <value><c>sub</c>: who the token speaks for; the client itself where no user is involved.</value>
    public required string Subject { get; init; }

    /// <value>The scope granted, space-separated; may be empty.</value>
    public required string Scope { get; init; }

    /// <value><c>iss</c>: what the IdP called itself at issue.</value>
    public required string Issuer { get; init; }

    /// <value><c>aud</c>.</value>
    public required string Audience { get; init; }

    /// <value>The ordinal of the signing key (<c>key#2</c>); null for opaque tokens.</value>
    public required int? KeyOrdinal { get; init; }

    /// <value>When and why the IdP revoked the token; null if it did not. API nodes learn of it later.</value>
    public Revocation? Revocation => Volatile.Read(ref _revocation);

    /// <value>When the IdP revoked the token, in reference time; null if it did not. API nodes learn of it later.</value>
    public TimeSpan? RevokedAtReference => Revocation?.AtReference;

    /// <value>Whether a refresh revoked it when it issued its successor.</value>
    public bool IsReplaced => Revocation?.Reason == RevocationReason.Replaced;

    internal TimeSpan ForgottenAt => IssuedAtReference + (ExpiresAt > IssuedAt ? ExpiresAt - IssuedAt : TimeSpan.Zero) + TimeSpan.FromDays(1);

    // The first revocation stands: revoking twice must not make a node unlearn it.
    internal void Revoke(Revocation revocation) => Interlocked.CompareExchange(ref _revocation, revocation, null);

    /// <summary>The symbolic name, never the token.</summary>
    public override string ToString() => Name;
}
