using SkewLab.Scenarios.Model;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>A limit as a world shows it, with the client and the comparators that are closest to it.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="World">The scenario file, from the checkout's folder.</param>
/// <param name="Sentence">What the numbers show of it.</param>
/// <param name="Holds">Whether they do, given those of the client, with its defaults first and as it is tried last, and of every rival.</param>
internal sealed record LimitCase(LimitName Limit, string World, string Sentence, Func<IReadOnlyList<CostResult>, IReadOnlyList<CostResult>, bool> Holds)
{
    /// <value>The comparators that are tried in each of these worlds.</value>
    public static IReadOnlyList<CostClient> Rivals { get; } =
    [
        new("naive-expiry"),
        new("exp-minus-5s"),
        new("iat-offset"),
        new("reactive-retry"),
        new("young-token-resend"),
    ];

    /// <value>The client with other options, which show the limit; null where its defaults do.</value>
    public CostClient? Other { get; init; }

    /// <value>A rival that is shown besides the closest one, because the sentence is about it; null for none.</value>
    public CostClient? Beside { get; init; }

    /// <value>The client as it is tried: with its defaults first.</value>
    public IReadOnlyList<CostClient> Own => Other is null ? [CostClient.Own] : [CostClient.Own, Other];

    /// <value>The limits, in order. L5 is about an estimate, which no world's numbers hold: see <see cref="EstimateTest"/>.</value>
    public static IReadOnlyList<LimitCase> All { get; } =
    [
        new(
            LimitName.EndedInFlight,
            "scenarios/limits/revoked-on-its-way.yaml",
            "The 401 is sent in any case; a resend hides it from the caller.",
            (own, rivals) => own[0] is { Failed: 0, Metrics.Wire401: 1 }
                && rivals.All(rival => rival.Metrics.Wire401 > 0)),
        new(
            LimitName.ColdStartBehindNode,
            "scenarios/limits/cold-start-behind.yaml",
            "Callers wait for the four seconds, or fail. Of ours some wait longer, because the last resends are kept for the end of their time "
                + "(`maxAddedDelay`).",
            (own, rivals) => own[0].Failed == 0
                && own[0].Metrics.AddedLatencyMs.Max > 5000
                && rivals.All(rival => rival.Failed > 0 || rival.Metrics.AddedLatencyMs.Max > 4000)),
        new(
            LimitName.RevokeOnRefreshWithLag,
            "scenarios/limits/revoke-on-refresh-propagates.yaml",
            "Callers wait for the three seconds, or fail.",
            (own, rivals) => own[0].Failed == 0
                && own[0].Metrics.AddedLatencyMs.Max > 3000
                && rivals.All(rival => rival.Failed > 0 || rival.Metrics.AddedLatencyMs.Max > 3000)),
        new(
            LimitName.YoungRefusalAmbiguous,
            "tests/Documents.Tests/Costs/Worlds/revoked-while-young.yaml",
            "Who takes a young token for dead is right here, and is served at once. The client waits until the token is no longer young.",
            (own, rivals) => own[0].Failed == 0
                && own[0].Metrics.AddedLatencyMs.Max > 4000
                && rivals.Any(rival => rival.Failed == 0 && rival.Metrics.AddedLatencyMs.Max < 100)),
        new(
            LimitName.YoungRefusalAmbiguous,
            "scenarios/known-bugs/new-token-unknown-2s.yaml",
            "Who takes a young token for dead is wrong here, and his callers fail: the same 401, the other truth.",
            (own, rivals) => own[0].Failed == 0
                && rivals.Single(rival => rival.Client.Strategy == "iat-offset").Failed > 0)
        { Beside = new("iat-offset") },
        new(
            LimitName.SuspendOrStep,
            "scenarios/clocks/suspend.yaml",
            "A sleep: without a look at the wall clock (`detectDiscontinuities`) a dead token is sent.",
            (own, _) => own[0].Metrics.Wire401 == 0
                && own[1].Metrics.Wire401 > 0)
        { Other = CostClient.Own with { Options = "detectDiscontinuities: false" } },
        new(
            LimitName.SuspendOrStep,
            "scenarios/regressions/wall-step-during-cold-start.yaml",
            "A step at the end of a long wait: with a look at the wall clock the only token is renewed for nothing, and the call's time is over before the new "
                + "one is known. Who does not look is right.",
            (own, _) => own[0].Failed == 1
                && own[1].Failed == 0)
        { Other = CostClient.Own with { Options = "detectDiscontinuities: false" } },
        new(
            LimitName.LostRotationAnswer,
            "scenarios/known-bugs/refresh-answer-lost.yaml",
            "Everyone is locked out until someone logs in anew; what differs is how often the token endpoint is asked in vain.",
            (own, rivals) => rivals.Append(own[0]).All(client => client.Failed > client.Metrics.Requests * 8 / 10)
                && rivals.All(rival => rival.Metrics.TokenRequests > 100 * own[0].Metrics.TokenRequests)),
        new(
            LimitName.UnreplayableBody,
            "scenarios/known-bugs/retried-post-stream.yaml",
            "The caller gets the 401 as it is; who sends the spent stream again gives him an exception instead.",
            (own, rivals) => own[0].Failed == own[0].Metrics.Surfaced401
                && own[0].Failed > 0
                && rivals.All(rival => rival.Failed >= own[0].Failed)),
        new(
            LimitName.NoLifetime,
            "scenarios/known-bugs/expires-in-absent.yaml",
            "Each token's end costs a 401 on the wire. Who reads the end out of the token needs none, as long as tokens are JWTs.",
            (own, rivals) => own[0].Failed == 0
                && own[0].Metrics.Wire401 == own[0].Metrics.TokenRequests - 1
                && rivals.Any(rival => rival is { Failed: 0, Metrics.Wire401: 0 })),
        new(
            LimitName.LifetimeTooShort,
            "scenarios/limits/lifetime-below-propagation.yaml",
            "No call succeeds, whoever makes it.",
            (own, rivals) => rivals.Append(own[0]).All(client => client.Metrics.Ok == 0)),
        new(
            LimitName.WireAgainstRequests,
            "scenarios/articles/buffer-lifetime-1m.yaml",
            "Without margin and allowances the client asks for few tokens and meets a 401 on the wire; with its defaults none, for more than half as many "
                + "tokens again. A buffer that happens to fit the world has both.",
            (own, rivals) => own[0].Metrics.Wire401 == 0
                && own[1].Metrics.Wire401 > 0
                && own[0].Metrics.TokenRequests * 2 > own[1].Metrics.TokenRequests * 3
                && rivals.Any(rival => rival.Metrics.Wire401 == 0 && rival.Metrics.TokenRequests <= own[1].Metrics.TokenRequests))
        { Other = CostClient.Own with { Options = "margin: 0s, maxAhead: 0s, maxDriftPpm: 0" } },
        new(
            LimitName.PerProcess,
            "scenarios/core/fleet-revokes-itself.yaml",
            "Four processes take each other's tokens away. Who renews at every 401 without end is served in the gaps, for a token request at most calls; the "
                + "client's limiter forbids that.",
            (own, rivals) => own[0].Failed > 0
                && rivals.All(rival => rival.Failed > 0)
                && rivals.Any(rival => rival.Failed < own[0].Failed && rival.Metrics.TokenRequests > 5 * own[0].Metrics.TokenRequests)),
    ];

    /// <value>The test that shows L5, from the checkout's folder, and its name.</value>
    public static (string File, string Name) EstimateTest =>
        ("tests/Properties.Tests/Client/P15.EstimateTests.cs", "P15_the_true_offset_lies_inside_the_estimates_interval");
}
