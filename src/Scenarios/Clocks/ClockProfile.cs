using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Clocks;

/// <summary>A clock that people recognise: how large its errors are, who corrects them, and how its machine sleeps. Each machine draws its own, log-uniform.</summary>
/// <remarks>docs/concepts.md says of every number whether it is documented, observed or assumed. Immutable and thread-safe.</remarks>
public sealed record ClockProfile
{
    /// <value>The name scenarios use: <c>cloud-vm</c>.</value>
    public required string Name { get; init; }

    /// <value>The size of the offset, either way equally likely. Where a time service watches, this is what it does not see. Null is none.</value>
    public SizeRange<TimeSpan>? Offset { get; init; }

    /// <value>The size of the drift in parts per billion, either way equally likely. Null is none.</value>
    public SizeRange<int>? DriftPpb { get; init; }

    /// <value>The step between two readings. Zero, the default, is a tick.</value>
    public TimeSpan Resolution { get; init; }

    /// <value>The time service. Null is none.</value>
    public NtpSection? Ntp { get; init; }

    /// <value>When the time service polls first. Null: any time in its first interval, as that of a machine that has run for long.</value>
    public SizeRange<TimeSpan>? FirstPoll { get; init; }

    /// <value>Whether the clock begins in 1970. False by default.</value>
    public bool HasDeadBattery { get; init; }

    /// <value>How its machine sleeps or is paused. Never, by default.</value>
    public IReadOnlyList<RecurringSleep> Sleeps { get; init; } = [];
}

/// <summary>The sizes something has, from the smallest to the largest; every order of magnitude is equally likely.</summary>
/// <param name="Low">The smallest, above zero.</param>
/// <param name="High">The largest.</param>
public readonly record struct SizeRange<T>(T Low, T High);

/// <summary>A sleep in each period of the world, at a time and of a length drawn for each.</summary>
/// <param name="Every">The period; the first begins with the world.</param>
/// <param name="Begin">When in its period the sleep begins, each time equally likely. Begin and length together stay within the period.</param>
/// <param name="Length">How long it lasts.</param>
/// <param name="IsPause">Whether a hypervisor pauses the machine: then the wall stops as well and stays behind.</param>
public sealed record RecurringSleep(TimeSpan Every, SizeRange<TimeSpan> Begin, SizeRange<TimeSpan> Length, bool IsPause = false);
