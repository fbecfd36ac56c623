namespace SkewLab.FakeIdp.Nodes;

/// <summary>How an API node keeps its copy of the IdP's key set, on its own elapsed clock. Immutable.</summary>
/// <param name="MaxAge">The age at which a copy is fetched anew at its next use: at exactly this age it is stale (RFC 9111 section 4.2). Zero or more; zero
/// fetches at every use. jose and Envoy take 10 minutes, Microsoft's validator 12 hours (read in their sources).</param>
/// <param name="CoolDown">How long after a fetch an unknown <c>kid</c> causes no other; at exactly this long it does. Zero or more; above
/// <paramref name="MaxAge"/> it has no further effect. jose takes 30 seconds, Microsoft's validator 5 minutes (read in their sources).</param>
/// <exception cref="ArgumentOutOfRangeException">A duration is negative.</exception>
public sealed record KeySetCache(TimeSpan MaxAge, TimeSpan CoolDown)
{
    /// <value>The age at which a copy is fetched anew.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan MaxAge { get; init => field = Checked(value, "age"); } = Checked(MaxAge, "age");

    /// <value>How long after a fetch an unknown <c>kid</c> causes no other.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan CoolDown { get; init => field = Checked(value, "cool-down"); } = Checked(CoolDown, "cool-down");

    /// <summary>How long after a fetch an unknown <c>kid</c> is asked for.</summary>
    internal TimeSpan AsksAgainAfter => CoolDown < MaxAge ? CoolDown : MaxAge;

    private static TimeSpan Checked(TimeSpan value, string what) =>
        value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"A key set's {what} is zero or more.");
}
