namespace SkewLab.VirtualTime.Faults;

/// <summary>A clock that smears a leap second, seen from clocks that step at the leap: it runs slow around the leap, and is up to half a second off.</summary>
/// <remarks>
/// Reference time is what clocks show that repeat the last second before the leap. Against them the smeared clock falls behind evenly from 0 to 0.5 s just
/// before the leap, is 0.5 s ahead just after it, and falls back to 0 at the window's end. Composes to a slew of -1 s over the window and a jump of +1 s at the
/// leap.
/// </remarks>
public sealed record LeapSmear : IClockFault
{
    /// <value>The usual window: 24 hours, from noon to noon UTC (developers.google.com/time/smear, which also names Amazon).</value>
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);

    /// <value>The shortest window: 1000 s, over which UTC-SLS smears; the clock then runs slow by 1000 ppm.</value>
    public static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1000);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Smears an inserted leap second linearly over a window that is centred on it.</summary>
    /// <param name="leap">The first instant after the leap second, in reference time; at least half a window after the world's beginning.</param>
    /// <param name="window">How long the clock runs slow, in reference time; at least <see cref="MinWindow"/>. Null is <see cref="DefaultWindow"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="window"/> is too short, begins before the world or ends beyond <see cref="TimeSpan.MaxValue"/>.
    /// </exception>
    public LeapSmear(TimeSpan leap, TimeSpan? window = null)
    {
        Window = window ?? DefaultWindow;
        if (Window < MinWindow)
            throw new ArgumentOutOfRangeException(nameof(window), $"Cannot smear a leap second over {Window}; a smear takes at least {MinWindow}.");

        Leap = leap;
        TimeGuard.NotBeforeTheWorld(Begin, nameof(leap), "begin to smear a leap second");
        TimeGuard.End(leap, Window / 2, nameof(window), "smear a leap second");
    }

    /// <value>The first instant after the leap second, in reference time.</value>
    public TimeSpan Leap { get; }

    /// <value>How long the clock runs slow, in reference time, half of it before the leap.</value>
    public TimeSpan Window { get; }

    private TimeSpan Begin => Leap - Window / 2;

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);

        // Each half by itself, so that each loses its half second to the tick.
        script.Gain(-Second / 2, Begin, Window / 2);
        script.Gain(-Second / 2, Leap, Window / 2);
        script.MoveWall(Leap, Second);
    }
}
