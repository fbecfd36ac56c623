namespace SkewLab.Documents.Tests.Costs;

/// <summary>The elements of the client, in the order of its algorithm.</summary>
internal static class Elements
{
    private static readonly CostClient Own = CostClient.Own;

    /// <value>All of them.</value>
    public static IReadOnlyList<Element> All { get; } =
    [
        new(
            "A token's age counts from its request, on elapsed time",
            ["Tokens/ElapsedClock.cs", "Tokens/TokenLifetime.cs"],
            new(
                "scenarios/known-bugs/skew-from-a-slow-answer.yaml",
                "Counted from the answer, a token outlives its end by as long as the answer took, and the API refuses it.",
                of => of[0].Metrics.Wire401 == 0 && of[1].Metrics.Wire401 > 0,
                Own with { Options = "margin: 0s" },
                Own with { Options = "margin: 0s", Mutant = "AgeFromReceive" }),
            new(
                "scenarios/known-bugs/clock-set-back-1h.yaml",
                "By the wall clock, which is set back by an hour here, a dead token is sent until it is refused, and a call fails.",
                of => of[0].Metrics.Wire401 == 0 && of[1].Failed == 1,
                Own,
                Own with { Mutant = "WallForElapsed" }),
            new(
                "scenarios/articles/lifetime-30s.yaml",
                "The five seconds by which an API may be ahead (`maxAhead`) are taken off each lifetime: short tokens are asked for more often.",
                of => of[0].Metrics.TokenRequests > of[1].Metrics.TokenRequests && of[1].Metrics.Wire401 == 0,
                Own,
                Own with { Options = "maxAhead: 0s" })),
        new(
            "A token is renewed early, by a margin that shrinks with its lifetime",
            ["Tokens/TokenSource.cs"],
            new(
                "scenarios/articles/exp-buffer-exact-clocks.yaml",
                "The margin of a minute, and the jitter that goes with it, cost token requests: with lifetimes of ten minutes between a tenth and a fifth "
                    + "more. Without them nothing fails either.",
                of => of[0].Metrics.TokenRequests > of[1].Metrics.TokenRequests
                    && of.All(client => client.Metrics.Wire401 == 0)
                    && of[0].Metrics.TokenRequests * 10 is var many
                    && many >= of[1].Metrics.TokenRequests * 11
                    && many <= of[1].Metrics.TokenRequests * 12,
                Own,
                Own with { Options = "margin: 0s" }),
            new(
                "scenarios/known-bugs/margin-reaches-lifetime.yaml",
                "A fixed buffer of a minute asks for a token at every call once tokens live for a minute; the margin is four tenths of the usable life at "
                    + "most. Without a margin one call in a hundred waits.",
                of => of[0].Metrics.TokenRequests <= 2 * of[1].Metrics.TokenRequests
                    && of[2].Metrics.TokenRequests == of[2].Metrics.Requests
                    && of[1].Metrics.AddedLatencyMs.P99 > of[0].Metrics.AddedLatencyMs.P99,
                Own,
                Own with { Options = "margin: 0s" },
                new("exp-minus-5s", "buffer: 60s"))),
        new(
            "An answer that brings nothing new is not asked for at every call",
            ["Tokens/TokenGenerations.cs"],
            new CostCase(
                "scenarios/known-bugs/idp-hands-out-cached-token.yaml",
                "It cannot be switched off. A fixed buffer longer than the IdP's asks at every call; this one asks ever sooner, at a tenth of what is left. A "
                    + "margin below the IdP's never meets it.",
                of => of[0].Metrics.TokenRequests < of[2].Metrics.TokenRequests
                    && of[1].Metrics.TokenRequests < of[0].Metrics.TokenRequests
                    && of.All(client => client.Failed == 0),
                Own,
                Own with { Options = "margin: 10s" },
                new("exp-minus-5s", "buffer: 300s"))),
        new(
            "The previous token is kept until the new one has proved itself",
            ["Tokens/AccessToken.cs", "Tokens/HoldDown.cs", "Tokens/TokenState.cs", "Tokens/TokensInUse.cs"],
            new(
                "scenarios/known-bugs/new-token-unknown-2s.yaml",
                "Without the previous token each renewal meets nodes that do not know the new one, and calls wait; without youth, too, they take it for dead "
                    + "and fail.",
                of => of[0].Metrics.Wire401 < of[1].Metrics.Wire401
                    && of[0].Failed == 0
                    && of[1].Failed == 0
                    && of[2].Failed > 0
                    && of[2].Metrics.TokenRequests > of[0].Metrics.TokenRequests,
                Own,
                Own with { Mutant = "NoPreviousToken" },
                Own with { Options = "holdDown: 0s, maxHoldDown: 0s" }),
            new(
                "scenarios/articles/old-token-in-flight.yaml",
                "Where a refresh revokes the token before it, keeping that one is of no use and does no harm: what is refused are the requests under way, with "
                    + "and without it.",
                of => of[0].Metrics.Wire401 == of[1].Metrics.Wire401
                    && of[0].Metrics.TokenRequests == of[1].Metrics.TokenRequests
                    && of[0].Failed == 0,
                Own,
                Own with { Mutant = "NoPreviousToken" })),
        new(
            "Each 401 is decided on: resent, waited for, renewed or surfaced",
            [
                "Unauthorized/BearerChallenge.cs",
                "Unauthorized/ForcedRefreshLimiter.cs",
                "Unauthorized/RefusedCall.cs",
                "Unauthorized/RetryBudget.cs",
                "Unauthorized/UnauthorizedDecision.cs",
                "Unauthorized/UnauthorizedRetry.cs",
            ],
            new(
                "scenarios/articles/revoked-token.yaml",
                "A revoked token costs one 401 on the wire and a resend; without resends its caller sees that 401. The token is renewed for those who follow "
                    + "either way.",
                of => of[0] is { Failed: 0, Metrics.Wire401: 1 }
                    && of[1] is { Failed: 1, Metrics.Wire401: 1 }
                    && of[0].Metrics.TokenRequests == of[1].Metrics.TokenRequests,
                Own,
                Own with { Options = "maxSends: 1" }),
            new(
                "scenarios/known-bugs/refused-without-skew.yaml",
                "Where an API refuses every token, callers wait for their 401 for up to five seconds (`maxAddedDelay`) while a forced token may be on its way. "
                    + "The limiter keeps token requests few.",
                of => of.All(client => client.Failed == of[0].Failed)
                    && of[0].Metrics.AddedLatencyMs.Max > 5000
                    && of[1].Metrics.AddedLatencyMs.Max < 100
                    && of[0].Metrics.TokenRequests * 10 < of[2].Metrics.TokenRequests,
                Own,
                Own with { Options = "maxAddedDelay: 0s" },
                new("iat-offset")),
            new(
                "scenarios/articles/revoked-under-load.yaml",
                "Many calls meet the same dead token. Who does not look whether a newer one is there already asks for another.",
                of => of[0].Metrics.TokenRequests < of[1].Metrics.TokenRequests && of[0].Failed == 0,
                Own,
                Own with { Mutant = "UnconditionalRefresh" })),
        new(
            "One token request at a time, which belongs to no caller",
            ["Tokens/TokenRefresh.cs", "Tokens/TokenRenewal.cs"],
            new(
                "scenarios/core/cold-processes.yaml",
                "Ten calls at once without a token cost one token request instead of ten, and wait no longer for it.",
                of => of[0].Metrics.TokenRequests * 10 == of[1].Metrics.TokenRequests
                    && of[0].Metrics.AddedLatencyMs == of[1].Metrics.AddedLatencyMs,
                Own,
                new("naive-expiry")),
            new(
                "scenarios/known-bugs/leader-cancelled.yaml",
                "Where the token request is cancelled with the caller who began it, those who waited with him begin anew, or fail.",
                of => of[0].Metrics.TokenRequestsFailed == 0
                    && of[1].Metrics.TokenRequestsFailed > 0
                    && of[0].Metrics.TokenRequests < of[2].Metrics.TokenRequests,
                Own,
                Own with { Mutant = "CancellationShared" },
                new("iat-offset"))),
        new(
            "A call is sent again only if its content can be",
            ["Replay/RequestReplay.cs"],
            new CostCase(
                "scenarios/core/body-lost-on-retry.yaml",
                "Unasked, two of three bodies are sent once, and their 401s surface. 64,000 bytes of buffer for each call under way (`replayBufferLimitBytes`) "
                    + "save the body whose length is known; a stream of unknown length stays lost.",
                of => of[0].Failed == 2 && of[1].Failed == 1,
                Own,
                Own with { Options = "replayBufferLimitBytes: 64000" })),
        new(
            "A token endpoint that fails is left alone for a while",
            ["AccessTokenException.cs", "Tokens/RefreshBackoff.cs", "Tokens/RetryAfter.cs", "Tokens/TokenFailure.cs"],
            new CostCase(
                "scenarios/known-bugs/retry-after-date-at-token-endpoint.yaml",
                "The server's wish is kept, in either form; unheard, the client's own pauses still bound the requests. Whoever has neither asks at every call.",
                of => of[0].Metrics.TokenRequestsFailed == 1
                    && of[1].Metrics.TokenRequestsFailed > 1
                    && of[2].Metrics.TokenRequestsFailed > 5 * of[1].Metrics.TokenRequestsFailed
                    && of[0].Failed == 0
                    && of[1].Failed == 0,
                Own,
                Own with { Options = "maxRetryAfter: 0s" },
                new("iat-offset", "buffer: 80s"))),
        new(
            "A refresh token is saved before use and presented once",
            [
                "FileRefreshTokenStore.cs", "IRefreshTokenStore.cs", "InMemoryRefreshTokenStore.cs",
                "RefreshTokens/RefreshTokenFile.cs",
                "Tokens/RefreshTokenPresentation.cs", "Tokens/StoreFailedException.cs", "Tokens/TokenExchange.cs",
            ],
            new(
                "scenarios/known-bugs/refresh-answer-lost-in-grace.yaml",
                "The IdP grants thirty seconds of reuse. Not told of them (`reuseGrace`), the client does not dare a second presentation after a lost answer, "
                    + "and its calls fail until someone logs in anew.",
                of => of[0].Failed == 0 && of[1].Failed > of[1].Metrics.Requests / 2,
                Own with { Options = "reuseGrace: 30s" },
                Own),
            new(
                "scenarios/core/processes-rotate.yaml",
                "With a store a process goes on where the one before ended; it writes before each token's first use. A client without one presents a refresh "
                    + "token that is used up.",
                of => of[0].Failed == 0 && of[1].Failed > of[1].Metrics.Requests / 2,
                Own,
                new("iat-offset"))),
        new(
            "A forward jump of the wall clock renews the token",
            ["WallClock/DiscontinuityMonitor.cs"],
            new(
                "scenarios/clocks/profile-laptop.yaml",
                "A sleep in which elapsed time stands still is noticed before a dead token is sent. It costs a token request where the token would have lived "
                    + "on.",
                of => of[0].Metrics.Wire401 == 0 && of[1].Metrics.Wire401 > 0 && of[0].Metrics.TokenRequests > of[1].Metrics.TokenRequests,
                Own,
                Own with { Options = "detectDiscontinuities: false" }),
            new(
                "scenarios/clocks/strobe.yaml",
                "A wall clock that keeps jumping, on a machine that never sleeps, costs a token request per jump, one in thirty seconds at most, for nothing.",
                of => of[0].Metrics.TokenRequests > 4 * of[1].Metrics.TokenRequests && of.All(client => client.Metrics.Wire401 == 0),
                Own,
                Own with { Options = "detectDiscontinuities: false" })),
        new(
            "The servers' clocks are estimated, for people only",
            ["WallClock/ClockSample.cs", "ServerClockEstimate.cs", "WallClock/ServerClockEstimator.cs"]),
        new("Tokens go to allowed origins only, and are redacted everywhere else", ["OriginSet.cs"]),
    ];

    /// <value>
    /// What holds the elements together: the handler, its credential and options, what speaks to the token endpoint, registration, logs, metrics and traces.
    /// </value>
    public static Element Frame { get; } = new(
        "The frame: handler, options, registration, logs, metrics, traces",
        [
            "DependencyInjection/SkewAwareHttpClientBuilderExtensions.cs", "DependencyInjection/SkewAwareOptionsValidator.cs", "Log.cs", "OptionsCheck.cs",
            "SkewAwareCredential.cs", "SkewAwareDiagnostics.cs",
            "SkewAwareHandler.cs", "SkewAwareOptions.cs", "SurfacedReason.cs", "Telemetry/ClientTelemetry.cs", "Telemetry/Instruments.cs",
            "Telemetry/TelemetryWords.cs", "TokenGrant.cs", "Tokens/Sender.cs",
            "Tokens/TokenAnswer.cs", "Tokens/TokenEndpoint.cs", "Tokens/TokenResponse.cs", "Unauthorized/RefusalReport.cs",
        ]);
}
