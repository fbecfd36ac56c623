using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SkewLab.Client.Tokens;

/// <summary>One generation of the access token. It shows its secret to the request it is attached to and to nothing else.</summary>
/// <remarks>The marks are written by whichever response comes first and only ever say "at least once", so they need no lock.</remarks>
internal sealed class AccessToken
{
    private volatile bool _isAccepted;
    private volatile bool _isRefused;
    private volatile bool _isRefusedYoung;
    private volatile TokenLifetime _lifetime;

    public AccessToken(string secret, long generation, TokenLifetime lifetime, TimeSpan receivedAt)
    {
        Header = new AuthenticationHeaderValue("Bearer", secret);
        Generation = generation;
        _lifetime = lifetime;
        ReceivedAt = receivedAt;
        Id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, 4));
    }

    /// <value>The header that carries the token; made once, shared by every request.</value>
    public AuthenticationHeaderValue Header { get; }

    /// <value>The first eight hexadecimal digits of the token's SHA-256: enough to tell tokens apart in a log, useless to a thief.</value>
    public string Id { get; }

    public long Generation { get; }

    /// <value>Its limits. They are replaced as a whole, and the hard limit only ever by an earlier one.</value>
    public TokenLifetime Lifetime => _lifetime;

    /// <value>When the answer was here: the latest instant at which the IdP can have minted the token, so its youth counts from here.</value>
    public TimeSpan ReceivedAt { get; }

    /// <value>Some API node has answered 2xx to it.</value>
    public bool IsAccepted => _isAccepted;

    /// <value>It was refused when it was old enough to be known everywhere, so it is not worth keeping as a previous token.</value>
    public bool IsRefused => _isRefused;

    /// <value>Accepted, with no refusal in its youth left to learn from: the hot path has nothing to record.</value>
    public bool IsSettled => _isAccepted && !_isRefusedYoung;

    /// <summary>Whether <paramref name="secret"/> is this token's text.</summary>
    public bool IsOf(string? secret) => string.Equals(secret, Header.Parameter, StringComparison.Ordinal);

    /// <summary>Sets when it is renewed, and an earlier hard limit; a later one is ignored.</summary>
    public void Reschedule(TimeSpan refreshAt, TimeSpan hardLimit)
    {
        TokenLifetime known;
        do
            known = _lifetime;
        while (Interlocked.CompareExchange(
            ref _lifetime, known with { RefreshAt = refreshAt, HardLimit = hardLimit < known.HardLimit ? hardLimit : known.HardLimit }, known) != known);
    }

    public void MarkRefused() => _isRefused = true;

    public void MarkRefusedYoung() => _isRefusedYoung = true;

    /// <summary>Records a 2xx. Answers whether it ended a time in which the young token was refused.</summary>
    public bool MarkAccepted()
    {
        var endsRefusal = _isRefusedYoung;
        _isAccepted = true;
        _isRefusedYoung = false;
        return endsRefusal;
    }

    public override string ToString() => $"access token {Id} (generation {Generation})";
}
