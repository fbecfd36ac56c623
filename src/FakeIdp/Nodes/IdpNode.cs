using System.Collections.Concurrent;
using System.Text.Json;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <summary>The identity provider: settings, clients, keys and what it has issued. It stamps with its own wall clock.</summary>
/// <remarks>Thread-safe. Making one costs microseconds: keys are shared by the process and made at first use.</remarks>
public sealed partial class IdpNode : LabNode
{
    private readonly TimeProvider _reference;
    private readonly long _origin;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, RegisteredClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TokenFamily> _clientFamilies = new(StringComparer.Ordinal);
    private readonly RefreshTokens _refreshTokens = new();
    private IdpSettings _settings;
    private RateLimiter? _rateLimiter;
    private int _lastToken;

    /// <summary>Makes an IdP.</summary>
    /// <param name="name">Its name in reports.</param>
    /// <param name="time">Its own clock.</param>
    /// <param name="reference">The lab's own time line. Only its elapsed time is read, and only to decide what nodes have learnt.</param>
    /// <param name="settings">What it issues; null is all defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public IdpNode(string name, TimeProvider time, TimeProvider reference, IdpSettings? settings = null)
        : base(name, time)
    {
        ArgumentNullException.ThrowIfNull(reference);
        _reference = reference;
        _origin = reference.GetTimestamp();
        _settings = Checked(settings ?? new IdpSettings());
        Keys = new KeyRing(_settings.Algorithm);
    }

    /// <inheritdoc/>
    public override NodeRole Role => NodeRole.Idp;

    /// <value>What the IdP issues from now on.</value>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range.</exception>
    public IdpSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set => Volatile.Write(ref _settings, Checked(value));
    }

    /// <value>What limits each client's requests; null (the default) is no limit. A request counts once its client has authenticated, at
    /// <c>/oauth/authorize</c> once it is named with a registered redirect URI, at <c>/userinfo</c> once its token is known.</value>
    public RateLimiter? RateLimiter
    {
        get => Volatile.Read(ref _rateLimiter);
        set => Volatile.Write(ref _rateLimiter, value);
    }

    /// <value>The newest access token; null before the first.</value>
    public IssuedToken? NewestToken => Registry.Newest;

    /// <value>Reference time since the IdP was made: the scale of every reference instant of its tokens.</value>
    public TimeSpan ReferenceNow => _reference.GetElapsedTime(_origin);

    /// <summary>Finds an access token by its exact text.</summary>
    /// <returns>Null if it is none of this IdP's, or forgotten: that happens a day after its lifetime.</returns>
    public IssuedToken? FindToken(string text) => Registry.Find(text);

    /// <summary>The access tokens the IdP remembers, oldest first.</summary>
    public IReadOnlyList<IssuedToken> ListTokens() => Registry.List();

    /// <value>How many access tokens the IdP remembers. Each is forgotten a day after its lifetime.</value>
    public int RememberedTokens => Registry.Count;

    internal TokenRegistry Registry { get; } = new();

    internal KeyRing Keys { get; }

    /// <summary>Adds or replaces a client. Tokens already issued stay as they are.</summary>
    /// <exception cref="ArgumentException">A value of <paramref name="client"/> is outside its range, or a URI is none (<see cref="RegisteredClient.Check"/>).</exception>
    public void Register(RegisteredClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        SettingProblems.ThrowIfAny(client.Check());
        _clients[client.Id] = client;
    }

    /// <summary>The client called <paramref name="id"/>, or null.</summary>
    public RegisteredClient? FindClient(string id) => _clients.GetValueOrDefault(id);

    /// <summary>Gives a client a first refresh token, as an authorization would have: the head of a new family.</summary>
    /// <param name="clientId">A registered client.</param>
    /// <param name="scope">The scope of the grant; null is the client's whole scope.</param>
    /// <exception cref="ArgumentException">No such client is registered.</exception>
    public IssuedRefreshToken IssueRefreshToken(string clientId, string? scope = null)
    {
        var client = FindClient(clientId)
            ?? throw new ArgumentException($"Cannot issue a refresh token: no client '{clientId}' is registered.", nameof(clientId));
        lock (_lock)
            return IssueRefreshToken(client, scope ?? client.Scope, new TokenFamily(clientId));
    }

    /// <summary>Revokes a token at this instant. API nodes learn of it as their propagation says. Revoking again changes nothing.</summary>
    public void Revoke(IssuedToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        token.Revoke(new(ReferenceNow, RevocationReason.Asked));
    }

    /// <summary>Publishes a new signing key at this instant.</summary>
    /// <param name="publishLead">How long it is published before it signs, in reference time. Zero or more; one that ends beyond the end of time never ends.</param>
    /// <param name="retire">How long the old key stays published after the switch, in reference time. Zero or more, likewise.</param>
    /// <exception cref="ArgumentOutOfRangeException">A duration is negative.</exception>
    public void RotateKeys(TimeSpan publishLead, TimeSpan retire)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(publishLead, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(retire, TimeSpan.Zero);
        Keys.Rotate(Settings.Algorithm, ReferenceNow, publishLead, retire);
    }

    private static IdpSettings Checked(IdpSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SettingProblems.ThrowIfAny(settings.Check());
        return settings;
    }

    /// <summary>An access token for a client's own credentials: a new one, or the one in the cache.</summary>
    internal (IssuedToken Token, bool IsFromCache) IssueForClient(string issuer, RegisteredClient client, string scope, DateTimeOffset now)
    {
        var family = _clientFamilies.GetOrAdd(client.Id, static id => new TokenFamily(id));
        (IssuedToken Token, bool) issued;
        lock (_lock)
            issued = CachedOrNew(issuer, family, scope, now);
        Registry.Add(issued.Token);
        return issued;
    }

    /// <summary>Uses a refresh token. A null token in the result is invalid_grant.</summary>
    internal RefreshOutcome Refresh(string issuer, RegisteredClient client, string text, Func<string, string?> narrow, DateTimeOffset now)
    {
        RefreshOutcome outcome;
        lock (_lock)
            outcome = UseRefreshToken();
        if (outcome.Token is not null)
            Registry.Add(outcome.Token);
        return outcome;

        RefreshOutcome UseRefreshToken()
        {
            var presented = _refreshTokens.Find(text);
            if (presented is null || presented.ClientId != client.Id)
                return new(null, null, null, false, "invalid_grant", "The refresh token is unknown, or was issued to another client.");
            var settings = Settings;
            if (!RefreshTokens.IsUsable(presented, Time, settings.ReuseGrace))
            {
                // An unused token of a family that is revoked already, or one that has ended, is no second use.
                var isReused = !presented.Family.IsRevoked && RefreshTokens.IsSpent(presented, Time, settings.ReuseGrace);
                if (settings.RefreshMode == RefreshMode.RotateDetectReuse && isReused)
                    presented.Family.Revoke(new(ReferenceNow, RevocationReason.RefreshTokenReused, presented));
                var hasEnded = RefreshTokens.HasEnded(presented, Time);
                var description = hasEnded ? "The refresh token has expired." : "The refresh token was used before, or is revoked.";
                return new(presented, null, null, false, "invalid_grant", description);
            }
            if (narrow(presented.Scope) is not { } scope)
                return new(presented, null, null, false, "invalid_scope", "The scope is malformed or goes beyond the grant.");
            var (token, isFromCache) = CachedOrNew(issuer, presented.Family, scope, now);
            return new(presented, NextRefreshToken(client, presented, settings), token, isFromCache, null, null);
        }
    }

    private IssuedRefreshToken? NextRefreshToken(RegisteredClient client, IssuedRefreshToken presented, IdpSettings settings)
    {
        if (settings.RefreshMode == RefreshMode.Keep)
            return presented;
        if (settings.RefreshMode == RefreshMode.Omit)
            return null;
        _refreshTokens.Rotated(presented, Time, settings.ReuseGrace);
        return IssueRefreshToken(client, presented.Scope, presented.Family);
    }

    private (IssuedToken Token, bool IsFromCache) CachedOrNew(string issuer, TokenFamily family, string scope, DateTimeOffset now)
    {
        if (Settings.CachedUntil is not { } until)
            return (Issue(issuer, family, scope, now), false);
        if (family.FindCached(issuer, scope, until, now) is { } cached)
            return (cached, true);
        var token = Issue(issuer, family, scope, now);
        family.Cache(token, now);
        return (token, false);
    }

    // The token is not signed yet: adding it to the registry does that, outside of the lock.
    private IssuedToken Issue(string issuer, TokenFamily family, string scope, DateTimeOffset now)
    {
        var token = Stamp(issuer, family, scope, now, null);
        if (Settings.RevokeOnRefresh)
            family.RevokeAccessTokens(new(token.IssuedAtReference, RevocationReason.Replaced));
        family.Add(token, token.IssuedAtReference);
        return token;
    }

    private IssuedToken Stamp(string issuer, TokenFamily family, string scope, DateTimeOffset now, IReadOnlyDictionary<string, JsonElement>? changes)
    {
        var referenceNow = ReferenceNow;
        var settings = Settings;
        var lifetime = FindClient(family.ClientId)?.AccessTokenLifetime ?? settings.Lifetime;
        return TokenIssuer.Issue(++_lastToken, settings, lifetime, issuer, family, scope, now, referenceNow, Keys.SigningAt(referenceNow).Key, changes);
    }
}

/// <summary>What came of using a refresh token: either an access token, or an error with its description.</summary>
internal readonly record struct RefreshOutcome(
    IssuedRefreshToken? Presented, IssuedRefreshToken? Next, IssuedToken? Token, bool IsFromCache, string? Error, string? Description);
