namespace SkewLab.FakeIdp.Nodes;

/// <summary>What settings that are spans of time share, so that no sum of theirs leaves the calendar.</summary>
internal static class DurationLimits
{
    /// <summary>The longest that a lifetime, a grace or a leeway may be.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    /// <summary>The instant a span later. What lies beyond the end of time never comes: it is <see cref="TimeSpan.MaxValue"/>.</summary>
    /// <param name="instant">Not negative.</param>
    /// <param name="span">Not negative.</param>
    public static TimeSpan After(TimeSpan instant, TimeSpan span) => span < TimeSpan.MaxValue - instant ? instant + span : TimeSpan.MaxValue;
}
