namespace SkewLab.Client;

/// <summary>What <see cref="SkewAwareHandler"/> needs to know: whose tokens, for which API, and how careful to be with time.</summary>
/// <remarks>The handler copies the options when it is made; a later change is not seen. Not thread-safe while it is being filled.</remarks>
public sealed record SkewAwareOptions
{
    /// <value>The token endpoint (RFC 6749 section 3.2): absolute, https unless loopback or listed in <see cref="InsecureHttpOrigins"/>. Required.</value>
    public Uri? TokenEndpoint { get; set; }

    /// <value>The client identifier (RFC 6749 section 2.2). Required.</value>
    public string ClientId { get; set; } = "";

    /// <value>The client secret, sent by HTTP Basic as RFC 6749 section 2.3.1 asks. Required.</value>
    public string ClientSecret { get; set; } = "";

    /// <value>The grant that gets and renews the token. The default is <see cref="TokenGrant.ClientCredentials"/>.</value>
    public TokenGrant Grant { get; set; } = TokenGrant.ClientCredentials;

    /// <value>The scope to ask for, space-separated; null, the default, asks for all that is registered.</value>
    public string? Scope { get; set; }

    /// <value>
    /// The first refresh token, presented as long as <see cref="RefreshTokenStore"/> is empty. <see cref="TokenGrant.RefreshToken"/> requires it or a store;
    /// forbidden otherwise.
    /// To log in anew, write to the store: what is in there is newer than this.
    /// </value>
    public string? RefreshToken { get; set; }

    /// <value>
    /// Where refresh tokens are kept; null, the default, keeps them in this handler's memory. For <see cref="TokenGrant.RefreshToken"/> only. Handlers that
    /// share a refresh
    /// token share the store.
    /// </value>
    public IRefreshTokenStore? RefreshTokenStore { get; set; }

    /// <value>
    /// For how long after a token request the IdP takes the refresh token of that request once more (RFC 9700 section 4.14.2), 0 to 1 day of elapsed time. Set
    /// it to what the
    /// IdP grants, or less: then a refresh whose answer is lost within half of it presents the token a second time, within the same refresh. With zero, the
    /// default, a token that
    /// may have been replaced is never presented again: an IdP that takes that for theft would revoke the tokens that still live.
    /// </value>
    public TimeSpan ReuseGrace { get; set; }

    /// <value>The API origins (scheme, host, port; a path is ignored) that may see the token. At least one. Requests to any other origin pass without
    /// it.</value>
    public IReadOnlyCollection<Uri> AllowedOrigins { get; set; } = [];

    /// <value>The origins that may be spoken to over plain http although they are not loopback. Empty by default; meant for laboratories.</value>
    public IReadOnlyCollection<Uri> InsecureHttpOrigins { get; set; } = [];

    /// <value>How far an API node's clock may be ahead of the IdP's. The default is 5 seconds; zero trusts them to agree.</value>
    public TimeSpan MaxAhead { get; set; } = TimeSpan.FromSeconds(5);

    /// <value>How fast this machine's elapsed time may lag behind true time, in parts per million, 0 to 100,000. The default is 500, the limit of NTP's
    /// slew.</value>
    public int MaxDriftPpm { get; set; } = 500;

    /// <value>
    /// How long before its hard limit a token is renewed. The default is 60 seconds, never more than four tenths of the time from request to hard limit;
    /// zero renews at the limit. A random quarter of it at most is added once per token, so that a fleet does not renew at one instant.
    /// </value>
    public TimeSpan Margin { get; set; } = TimeSpan.FromSeconds(60);

    /// <value>How long the previous token stays in use after a renewal. The default is 2 seconds; it grows up to <see cref="MaxHoldDown"/> by what is
    /// seen.</value>
    public TimeSpan HoldDown { get; set; } = TimeSpan.FromSeconds(2);

    /// <value>How long <see cref="HoldDown"/> may grow, and how long a token that nobody has accepted yet is thought to be on its way. The default is 5
    /// seconds.</value>
    public TimeSpan MaxHoldDown { get; set; } = TimeSpan.FromSeconds(5);

    /// <value>
    /// Whether a forward jump of the wall clock against elapsed time by more than 2 seconds renews the token: it may be a suspend in which elapsed time stood
    /// still, so that the
    /// token is older than it seems. The default is true. A jump that would outlast the token makes callers wait for the renewal, for
    /// <see cref="MaxAddedDelay"/> at most, and then
    /// send the token they have: a step of the wall clock looks the same and harms nothing. Two jumps count at once, then one per 30 seconds. Backward jumps
    /// are ignored. With false
    /// the wall clock is not read for this at all.
    /// </value>
    public bool DetectDiscontinuities { get; set; } = true;

    /// <value>How often one call may be sent in all, 1 to 100. The default is 8; one never resends.</value>
    public int MaxSends { get; set; } = 8;

    /// <value>
    /// How long after its first 401 a call may still be resent, and the longest pause after a token request that time may heal. The default is 5 seconds; zero
    /// never
    /// resends.
    /// </value>
    public TimeSpan MaxAddedDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <value>
    /// How long the token endpoint is left alone after it refused the credentials or the grant (<c>invalid_client</c>, <c>invalid_grant</c> and the like),
    /// above zero to 1
    /// day. The default is 30 seconds: nobody hammers it, and what is put right there works again without a restart. Raise it where refusals lock a client out.
    /// </value>
    public TimeSpan RefusalMemory { get; set; } = TimeSpan.FromSeconds(30);

    /// <value>The longest <c>Retry-After</c> of the token endpoint that is believed, 0 to 1 day. The default is 5 minutes.</value>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <value>How long one token request may take. The default is 30 seconds, above zero. It is the request's own: a caller who gives up does not end
    /// it.</value>
    public TimeSpan TokenRequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <value>
    /// How many bytes of a body that can be read only once are kept so that the call can be resent. Zero, the default, keeps none: such a call is sent once.
    /// Bodies of unknown length are not kept, <c>JsonContent</c> apart.
    /// </value>
    public int ReplayBufferLimitBytes { get; set; }

    /// <value>The clock: elapsed time for every decision, timers for every wait. The default is <c>TimeProvider.System</c>.</value>
#pragma warning disable RS0030 // The production client is one of the named places that read the machine's clock, and only by this default.
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
#pragma warning restore RS0030

    /// <value>Draws numbers in [0, 1) for jitter. It must be thread-safe. The default is <c>Random.Shared</c>; give a seeded one and a run can be
    /// repeated.</value>
#pragma warning disable RS0030 // Production wants an unpredictable spread; whoever wants runs to repeat injects a source.
    public Func<double> Random { get; set; } = System.Random.Shared.NextDouble;
#pragma warning restore RS0030

    /// <summary>Names every problem; an empty list means that a handler can be made. Each entry starts with the option's name.</summary>
    public IReadOnlyList<string> Validate() => OptionsCheck.Problems(this);

    /// <summary>Names the client without its secrets.</summary>
    public override string ToString() =>
        $"{ClientId} ({Grant}) at {TokenEndpoint?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}";
}
