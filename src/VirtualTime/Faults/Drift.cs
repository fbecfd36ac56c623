namespace SkewLab.VirtualTime.Faults;

/// <summary>The oscillator runs fast or slow from the world's beginning to its end; wall and elapsed both follow it.</summary>
public sealed record Drift : IClockFault
{
    /// <value>The largest drift either way: 100,000 ppm, a clock that gains or loses an hour in ten.</value>
    public const int MaxPpb = 100_000_000;

    /// <summary>Makes an oscillator run fast or slow.</summary>
    /// <param name="ppb">
    /// The rate error in parts per billion (1 ppm is 1,000 ppb); positive is fast. From -<see cref="MaxPpb"/> to <see cref="MaxPpb"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ppb"/> is outside that range.</exception>
    public Drift(int ppb)
    {
        if (ppb is < -MaxPpb or > MaxPpb)
            throw new ArgumentOutOfRangeException(nameof(ppb), $"Cannot drift by {ppb} ppb; a drift lies between {-MaxPpb} and {MaxPpb} ppb (100,000 ppm).");

        Ppb = ppb;
    }

    /// <value>The rate error in parts per billion; positive is fast.</value>
    public int Ppb { get; }

    /// <inheritdoc/>
    public void Apply(ClockScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        script.ChangeRate(Ppb, TimeSpan.Zero);
    }
}
