namespace SkewLab.Scenarios.Timeline;

/// <summary>Something that is done to a clock for a while; two of a kind cannot overlap on one clock.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Verb">What the action does, for messages: <c>slews</c>.</param>
internal sealed record ClockSpell(ClockSpellKind Kind, TimeSpan From, TimeSpan Until, string Verb);

/// <summary>What is done to a clock for a while.</summary>
internal enum ClockSpellKind
{
    /// <summary>Its machine does not run.</summary>
    Sleep,

    /// <summary>Its rate is corrected.</summary>
    Slew,

    /// <summary>It smears a leap second. Each takes up to a thousandth of the rate: enough of them at once would stop the clock.</summary>
    Smear,
}
