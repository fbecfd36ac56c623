namespace SkewLab.FakeIdp.Refusals;

/// <summary>Instants and durations as the sentences of refusals write them. Exact: whoever recomputes the arithmetic finds the same numbers.</summary>
internal static class RefusalText
{
    /// <summary><c>2.1 s</c>, <c>5 min 3 s</c>, <c>1 h 0.5 s</c>, <c>2 d</c>: up to two minutes in seconds alone.</summary>
    public static string Span(TimeSpan? span)
    {
        var length = span.GetValueOrDefault().Duration();
        if (length <= TimeSpan.FromMinutes(2))
            return Seconds(length);
        var parts = new List<string>(4);
        if (length.Days > 0)
            parts.Add($"{length.Days} d");
        if (length.Hours > 0)
            parts.Add($"{length.Hours} h");
        if (length.Minutes > 0)
            parts.Add($"{length.Minutes} min");
        var rest = new TimeSpan(length.Ticks % TimeSpan.TicksPerMinute);
        if (rest > TimeSpan.Zero)
            parts.Add(Seconds(rest));
        return string.Join(' ', parts);
    }

    /// <summary>A clock's reading, at least to the millisecond: <c>12:00:02.100</c>.</summary>
    public static string Reading(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(instant.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "HH:mm:ss.fff" : "HH:mm:ss.fffffff");

    /// <summary>The node's clock as a claim is compared with it: with its date where that is not the claim's, so that both sides can be compared.</summary>
    public static string Judged(Refusal refusal, DateTimeOffset? claim)
    {
        var now = refusal.ApiNow.UtcDateTime;
        return (now.Date == claim.GetValueOrDefault().UtcDateTime.Date ? "" : $"{now:yyyy-MM-dd} ") + Reading(refusal.ApiNow);
    }

    /// <summary>A claim, to the second unless it has a fraction, with its date where that is not the date of <paramref name="near"/>.</summary>
    public static string Claim(DateTimeOffset? claim, DateTimeOffset near)
    {
        var instant = claim.GetValueOrDefault().UtcDateTime;
        var date = instant.Date == near.UtcDateTime.Date ? "" : $"{instant:yyyy-MM-dd} ";
        return date + (instant.Ticks % TimeSpan.TicksPerSecond == 0 ? instant.ToString("HH:mm:ss") : Reading(claim.GetValueOrDefault()));
    }

    /// <summary><c>the client's clock read 11:59:31.000 (31.1 s behind api-2)</c>.</summary>
    public static string Clock(string whose, DateTimeOffset now, Refusal refusal)
    {
        var ahead = now - refusal.ApiNow;
        var date = now.UtcDateTime.Date == refusal.ApiNow.UtcDateTime.Date ? "" : $"{now.UtcDateTime:yyyy-MM-dd} ";
        var difference = ahead == TimeSpan.Zero
            ? $"in step with {refusal.Node}"
            : $"{Span(ahead)} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} {refusal.Node}";
        return $"{whose} clock read {date}{Reading(now)} ({difference})";
    }

    private static string Seconds(TimeSpan span) => $"{(decimal)span.Ticks / TimeSpan.TicksPerSecond:0.#######} s";
}
