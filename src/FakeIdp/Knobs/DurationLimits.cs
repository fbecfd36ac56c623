namespace SkewLab.FakeIdp.Knobs;

/// <summary>The longest that each quantity may be that is a span of time: one limit per quantity, for scenarios, the control API, the command line and .NET.</summary>
/// <remarks>Each limit stands twice, as a span and as the text that <see cref="BoundsAttribute"/> and messages show.</remarks>
public static class DurationLimits
{
    /// <summary><see cref="Delay"/> as text.</summary>
    public const string DelayText = "24d";

    /// <summary><see cref="RetryAfter"/> as text.</summary>
    public const string RetryAfterText = "3650d";

    /// <summary><see cref="Setting"/> as text.</summary>
    public const string SettingText = "36500d";

    /// <value>The longest that a fault holds an answer: 24 days. No client waits longer, for <see cref="HttpClient.Timeout"/> counts at most
    /// <see cref="int.MaxValue"/> milliseconds (24.8 days), and a timer takes no more than 49 days.</value>
    public static TimeSpan Delay { get; } = TimeSpan.FromDays(24);

    /// <value>The longest wait that a fault's <c>Retry-After</c> asks for: 3,650 days, whose seconds a client can still count in 31 bits, as RFC 9111 section
    /// 1.2.2 asks of it, and whose date still has four digits for its year.</value>
    public static TimeSpan RetryAfter { get; } = TimeSpan.FromDays(3650);

    /// <value>The longest that a lifetime, a grace, a leeway or an age may be: 36,500 days, so that no sum of them leaves the calendar.</value>
    public static TimeSpan Setting { get; } = TimeSpan.FromDays(36_500);

    /// <summary>The instant a span later. What lies beyond the end of time never comes: it is <see cref="TimeSpan.MaxValue"/>.</summary>
    /// <param name="instant">Not negative.</param>
    /// <param name="span">Not negative.</param>
    internal static TimeSpan After(TimeSpan instant, TimeSpan span) => span < TimeSpan.MaxValue - instant ? instant + span : TimeSpan.MaxValue;
}
