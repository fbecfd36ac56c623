using System.Text.Json;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <content>Tokens that no client asked for.</content>
public sealed partial class IdpNode
{
    /// <summary>Makes an access token with any claims, signed as the others are: the one that the client would get now, with some claims changed.</summary>
    /// <param name="clientId">A registered client.</param>
    /// <param name="issuer">What the IdP calls itself: the <c>iss</c> of the token unless <paramref name="claims"/> has another, and what API nodes then compare it with.</param>
    /// <param name="claims">Claims by name, which replace the token's own or stand beside them; a JSON null takes one away. Nothing is checked: an
    /// <c>exp</c> that is no number is signed, too.</param>
    /// <returns>The token. Like any other it propagates, is introspected and can be revoked; it belongs to no refresh token's family. Where the same text was made before,
    /// as RS256 and HS256 do of the same claims, it is that token.</returns>
    /// <exception cref="ArgumentException">No such client is registered.</exception>
    /// <exception cref="InvalidOperationException">The IdP issues opaque tokens, which hold no claims.</exception>
    public IssuedToken Mint(string clientId, string issuer, IReadOnlyDictionary<string, JsonElement> claims)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(claims);
        var client = FindClient(clientId) ?? throw new ArgumentException($"Cannot mint a token: no client '{clientId}' is registered.", nameof(clientId));
        if (Settings.Format == TokenFormat.Opaque)
            throw new InvalidOperationException("Cannot mint a token: opaque tokens hold no claims.");
        IssuedToken token;
        lock (_lock)
            token = Stamp(issuer, new TokenFamily(client.Id), client.Scope, Time.GetUtcNow(), claims);
        return Registry.Add(token);
    }
}
