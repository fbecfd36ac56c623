using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Clients;

/// <summary>A client that the IdP knows. Immutable: register another one under the same identifier to change it.</summary>
public sealed record RegisteredClient
{
    /// <value>The client identifier (RFC 6749 section 2.2).</value>
    public required string Id { get; init; }

    /// <value>The client secret; null (the default) is a public client, which authenticates by its identifier alone.</value>
    public string? Secret { get; init; }

    /// <value>The scopes the client may have, space-separated. By default those that the API's routes ask for. At <c>/oauth/authorize</c> every client may ask
    /// for <c>openid profile email offline_access</c> besides: they are about the user.</value>
    public string Scope { get; init; } = ApiRoute.AllScopes;

    /// <value>Where <c>/oauth/authorize</c> may send the user's browser. Compared character by character (RFC 9700 section 4.1.3), but for the port of
    /// <c>http</c> on 127.0.0.1, [::1] and localhost, which native apps choose at random (RFC 8252 section 7.3). Each is an absolute URI in printable ASCII
    /// without a fragment. None by default: such a client gets no code.</value>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <value>Where <c>/logout</c> may send the user's browser; the same rules. None by default.</value>
    public IReadOnlyList<string> PostLogoutRedirectUris { get; init; } = [];

    /// <value>The keys by which the client signs assertions (RFC 7523 section 2.1), the first that fits counts. None by default: such a client has no
    /// jwt-bearer grant.</value>
    public IReadOnlyList<AssertionKey> AssertionKeys { get; init; } = [];

    /// <value>From <c>iat</c> to <c>exp</c> of the client's access tokens: whole seconds, one to 36,500 days. Null (the default) is
    /// <see cref="IdpSettings.Lifetime"/>.</value>
    public TimeSpan? AccessTokenLifetime { get; init; }

    /// <value>How long after its issue a refresh token of the client is accepted, on the IdP's own elapsed clock; at exactly this long it no longer is. More
    /// than zero; null (the default) is without end.</value>
    public TimeSpan? RefreshTokenLifetime { get; init; }

    /// <value>How the client's <c>id_token</c>s are signed: ES256 or RS256. RS256 by default (OpenID Connect Dynamic Client Registration section 2).</value>
    public SigningAlgorithm IdTokenAlgorithm { get; init; } = SigningAlgorithm.RS256;

    /// <value>Whether the client has no secret.</value>
    public bool IsPublic => Secret is null;

    /// <summary>Names the client without its secret.</summary>
    public override string ToString() => Id;

    /// <summary>What is wrong with the client; empty where an IdP takes it.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        problems.Require(!string.IsNullOrEmpty(Id), nameof(Id), Id, "A client has an identifier, for example client-1.");
        problems.Require(
            AccessTokenLifetime is not { } lifetime
                || (lifetime >= TimeSpan.FromSeconds(1) && lifetime <= DurationLimits.Setting && lifetime.Ticks % TimeSpan.TicksPerSecond == 0),
            nameof(AccessTokenLifetime), AccessTokenLifetime,
            $"The lifetime of {Id}'s access tokens is whole seconds from 1s to {DurationLimits.SettingText}, for example 10m.");
        problems.Require(
            RefreshTokenLifetime is null || RefreshTokenLifetime > TimeSpan.Zero, nameof(RefreshTokenLifetime), RefreshTokenLifetime,
            $"The lifetime of {Id}'s refresh tokens is more than 0s, for example 30d; without one they have no end.");
        // HS256 would sign with the client's secret (OpenID Connect Core section 10.1), which public clients lack.
        problems.Require(
            IdTokenAlgorithm is SigningAlgorithm.ES256 or SigningAlgorithm.RS256, nameof(IdTokenAlgorithm), IdTokenAlgorithm,
            $"The id_tokens of {Id} are signed by ES256 or RS256.");
        CheckUris(RedirectUris, nameof(RedirectUris), problems);
        CheckUris(PostLogoutRedirectUris, nameof(PostLogoutRedirectUris), problems);
        return problems;
    }

    private void CheckUris(IReadOnlyList<string> uris, string property, ProblemList problems)
    {
        foreach (var uri in uris)
        {
            problems.Require(
                RedirectUri.CanBeRegistered(uri), property, uri,
                $"Cannot register {Id}: '{uri}' is no absolute URI in printable ASCII without a fragment, for example https://app.example/callback.");
        }
    }
}
