namespace SkewLab.VirtualTime;

/// <summary>One event of a <see cref="VirtualTimeline"/>: the ticket by which it can be cancelled.</summary>
/// <remarks>Not thread-safe: it belongs to the timeline that made it.</remarks>
public sealed class ScheduledEvent
{
    internal const int NotQueued = -1;

    internal ScheduledEvent(TimeSpan due, long sequence, Action<object?> callback, object? state)
    {
        Due = due;
        Sequence = sequence;
        Callback = callback;
        State = state;
    }

    /// <value>When the event runs, in reference time.</value>
    public TimeSpan Due { get; }

    /// <value>Whether the event still waits: true until it runs or is cancelled.</value>
    public bool IsPending => Index != NotQueued;

    /// <summary>Breaks ties: among equal dues the event that was scheduled first runs first.</summary>
    internal long Sequence { get; }

    internal Action<object?>? Callback { get; private set; }

    internal object? State { get; private set; }

    /// <summary>Where the event stands in its heap, so that cancelling removes it instead of leaving it to pile up.</summary>
    internal int Index { get; set; } = NotQueued;

    internal bool RunsBefore(ScheduledEvent other) =>
        Due < other.Due || (Due == other.Due && Sequence < other.Sequence);

    /// <summary>Lets go of what the event would have run, so that a kept ticket keeps nothing else alive.</summary>
    internal void Release()
    {
        Callback = null;
        State = null;
    }
}
