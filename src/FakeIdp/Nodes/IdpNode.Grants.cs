using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <content>The grants of users and of assertions, and what ends them.</content>
public sealed partial class IdpNode
{
    private readonly AuthorizationCodes _codes = new();

    /// <summary>Issues a code: the head of a new family.</summary>
    internal IssuedAuthorizationCode IssueCode(AuthorizationRequest request, DateTimeOffset now)
    {
        lock (_lock)
            return _codes.Issue(Settings, Time, request, new TokenFamily(request.ClientId, LabUser.Subject, authenticatedAt: now));
    }

    /// <summary>Exchanges a code. Its second use revokes what the first one gave (RFC 6749 section 4.1.2); a failed exchange is no use.</summary>
    internal CodeOutcome Redeem(string issuer, RegisteredClient client, string text, string? redirectUri, string? verifier, DateTimeOffset now)
    {
        CodeOutcome outcome;
        lock (_lock)
            outcome = UseCode();
        if (outcome.Grant is not null)
            Registry.Add(outcome.Grant.Token);
        return outcome;

        CodeOutcome UseCode()
        {
            var code = _codes.Find(text);
            if (code is null || code.ClientId != client.Id)
                return new(null, null, "The authorization code is unknown, or was issued to another client.");
            if (code.IsUsed)
            {
                code.Family.Revoke(new(ReferenceNow, RevocationReason.CodeReused) { ReusedCode = code });
                return new(code, null, "The authorization code was used before.");
            }
            if (Time.GetElapsedTime(code.IssuedAtTimestamp) >= Settings.CodeLifetime)
                return new(code, null, "The authorization code has expired.");
            if (code.Request.RedirectUri != redirectUri)
                return new(code, null, "The redirect_uri is not the one of the authorization request.");
            if (!Pkce.IsAnswered(code.Request.Challenge, verifier))
                return new(code, null, "The code_verifier does not answer the code_challenge of the authorization request.");
            code.IsUsed = true;
            var (token, isFromCache) = CachedOrNew(issuer, code.Family, code.Scope, now);
            return new(code, new(token, isFromCache, IssueRefreshToken(client, code.Scope, code.Family), code.Family, code.Request.Nonce), null);
        }
    }

    /// <summary>An access token for whom an assertion names. Each assertion is a grant of its own, without a refresh token (RFC 7521 section 4.1).</summary>
    internal IssuedToken IssueForAssertion(string issuer, RegisteredClient client, string subject, string scope, DateTimeOffset now)
    {
        IssuedToken token;
        lock (_lock)
            token = Issue(issuer, new TokenFamily(client.Id, subject), scope, now);
        return Registry.Add(token);
    }

    /// <summary>Finds a refresh token by its exact text, and whether it may be used now.</summary>
    internal (IssuedRefreshToken? Token, bool IsUsable) FindRefreshToken(string text)
    {
        lock (_lock)
        {
            var token = _refreshTokens.Find(text);
            return (token, token is not null && RefreshTokens.IsUsable(token, Time, Settings.ReuseGrace));
        }
    }

    /// <summary>Revokes a refresh token and with it its whole grant (RFC 7009 section 2.1). Revoking again changes nothing.</summary>
    internal void RevokeGrant(IssuedRefreshToken token)
    {
        lock (_lock)
            token.Family.Revoke(new(ReferenceNow, RevocationReason.GrantRevoked) { RevokedRefreshToken = token });
    }

    /// <summary>The algorithms beside access tokens' own in which clients with a redirect URI want their <c>id_token</c>s: the key set publishes such keys once
    /// there is somebody who can get to see one.</summary>
    internal IEnumerable<SigningAlgorithm> IdTokenAlgorithms =>
        new[] { SigningAlgorithm.ES256, SigningAlgorithm.RS256 }
            .Where(algorithm => _clients.Values.Any(client => client.RedirectUris.Count > 0 && client.IdTokenAlgorithm == algorithm));

    private IssuedRefreshToken IssueRefreshToken(RegisteredClient client, string scope, TokenFamily family) =>
        _refreshTokens.Issue(Settings.Seed, scope, family, Time, client.RefreshTokenLifetime);
}

/// <summary>What came of a code: a grant, or the description of an invalid_grant.</summary>
internal readonly record struct CodeOutcome(IssuedAuthorizationCode? Presented, TokenGrant? Grant, string? Description);
