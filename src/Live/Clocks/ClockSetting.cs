
namespace SkewLab.Testing.Clocks;

/// <summary>What a clock is set to. What is null stays as it is. Immutable.</summary>
/// <remarks>At most one of <see cref="Offset"/>, <see cref="Now"/> and <see cref="By"/> is given: each of them says what the wall reads.</remarks>
public sealed record ClockSetting
{
    /// <value>What the wall reads minus what the underlying provider's wall reads; positive = ahead.</value>
    public TimeSpan? Offset { get; init; }

    /// <value>What the wall reads.</value>
    public DateTimeOffset? Now { get; init; }

    /// <value>How far the wall jumps from what it reads; positive = ahead. A clock that runs keeps running.</value>
    public TimeSpan? By { get; init; }

    /// <value>How much too fast the wall runs from now on, in parts per billion: -100,000,000 to 100,000,000 (100,000 ppm either way); negative = slow.</value>
    public int? DriftPpb { get; init; }

    /// <value>Whether the wall stands still. A clock that is let go runs on from where it stood.</value>
    public bool? IsFrozen { get; init; }
}
