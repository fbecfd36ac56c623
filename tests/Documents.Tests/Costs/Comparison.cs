namespace SkewLab.Documents.Tests.Costs;

/// <summary>Two clients in one world, in words that the numbers make.</summary>
internal static class Comparison
{
    /// <summary>What <paramref name="one"/> comes to against <paramref name="other"/>: fails, 401s on the wire, token requests, the longest delay.</summary>
    public static string InWords(CostResult one, CostResult other)
    {
        var parts = new[]
        {
            Failures(one.Failed, other.Failed),
            Difference(one.Metrics.Wire401 - other.Metrics.Wire401, "401", " on the wire"),
            Difference(one.Metrics.TokenRequests - other.Metrics.TokenRequests, "token request", ""),
            Delay(one.Metrics.AddedLatencyMs.Max - other.Metrics.AddedLatencyMs.Max),
        };
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Failures(long one, long other) => (one - other) switch
    {
        0 when one == 0 => "every call brings something with either",
        0 => FormattableString.Invariant($"{one:N0} calls bring nothing with either"),
        var difference =>
            FormattableString.Invariant(
                $"{Math.Abs(difference):N0} {(difference < 0 ? "fewer" : "more")} {(Math.Abs(difference) == 1 ? "call brings" : "calls bring")} nothing"),
    };

    private static string? Difference(long difference, string noun, string where) =>
        difference == 0
            ? null
            : FormattableString.Invariant(
                $"{Math.Abs(difference):N0} {(difference < 0 ? "fewer" : "more")} {noun}{(Math.Abs(difference) == 1 ? "" : "s")}{where}");

    private static string? Delay(double milliseconds) =>
        Math.Abs(milliseconds) < 1
            ? null
            : FormattableString.Invariant($"the slowest call waits {Math.Abs(milliseconds):N0} ms {(milliseconds < 0 ? "less" : "longer")}");
}
