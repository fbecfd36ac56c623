namespace SkewLab.Documents.Tests.Costs;

/// <summary>A world in which a simpler strategy does as well as the client or better, by the calls that fail.</summary>
/// <param name="World">The scenario file, from the checkout's folder.</param>
/// <param name="Simpler">The simpler strategy.</param>
/// <param name="Remedy">The client's options that mend it here; null where none do.</param>
internal sealed record SimplerCase(string World, CostClient Simpler, string? Remedy = null)
{
    /// <value>All of them; which are "as well" and which "better" the numbers say.</value>
    public static IReadOnlyList<SimplerCase> All { get; } =
    [
        new("scenarios/articles/constant-client-offset.yaml", new("naive-expiry")),
        new("scenarios/articles/leeway-cures-clocks.yaml", new("naive-expiry")),
        new("scenarios/articles/exp-buffer-exact-clocks.yaml", new("exp-minus-5s")),
        new("scenarios/articles/buffer-lifetime-1h.yaml", new("young-token-resend")),
        new("scenarios/articles/lifetime-30s.yaml", new("young-token-resend", "buffer: 5s"), "margin: 5s"),
        new("scenarios/known-bugs/idp-hands-out-cached-token.yaml", new("exp-minus-5s", "buffer: 10s"), "margin: 10s"),
        new("scenarios/articles/revoked-token.yaml", new("iat-offset")),
        new("scenarios/known-bugs/new-token-unknown-2s.yaml", new("young-token-resend")),
        new("scenarios/articles/old-token-in-flight.yaml", new("post-refresh-delay-locked")),
        new("scenarios/known-bugs/refused-without-skew.yaml", new("naive-expiry"), "maxAddedDelay: 0s"),
        new("scenarios/known-bugs/expires-in-absent.yaml", new("exp-minus-5s")),
        new("tests/Documents.Tests/Costs/Worlds/revoked-while-young.yaml", new("iat-offset"), "holdDown: 0s, maxHoldDown: 0s"),
        new("tests/Documents.Tests/Costs/Worlds/behind-longer-than-youth.yaml", new("naive-expiry"), "maxHoldDown: 15s, maxAddedDelay: 15s"),
        new("tests/Documents.Tests/Costs/Worlds/known-for-a-second.yaml", new("young-token-resend")),
        new("scenarios/known-bugs/idp-moves-ahead-alone.yaml", new("naive-expiry"), "maxHoldDown: 15m"),
        new("scenarios/known-bugs/renewal-convoy.yaml", new("iat-offset")),
        new("scenarios/known-bugs/expires-in-negative.yaml", new("naive-expiry")),
        new("scenarios/regressions/wall-step-during-cold-start.yaml", new("young-token-resend"), "detectDiscontinuities: false"),
        new("scenarios/core/fleet-revokes-itself.yaml", new("iat-offset")),
    ];

    /// <value>The clients in the order of the table: the simpler one, ours, ours with the remedy.</value>
    public IReadOnlyList<CostClient> Clients =>
        Remedy is null ? [Simpler, CostClient.Own] : [Simpler, CostClient.Own, CostClient.Own with { Options = Remedy }];
}
