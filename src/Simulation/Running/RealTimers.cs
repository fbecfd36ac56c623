using System.Diagnostics.Tracing;

namespace SkewLab.Simulation.Running;

/// <summary>Hears of every timer that is started on the machine's clock, however short it lives, from any thread of the process.</summary>
/// <remarks>
/// The runtime announces each start to its own event source, before the timer runs. To look at <see cref="Timer.ActiveCount"/> instead would miss one that
/// starts and fires between two looks: its callback runs on the pump's own thread, so no check of threads would notice either.
/// </remarks>
internal sealed class RealTimers : EventListener
{
    private const string Source = "System.Diagnostics.Eventing.FrameworkEventSource";
    private const EventKeywords ThreadTransfer = (EventKeywords)0x10;
    private const int Send = 150;
    private const int TimerKind = 1;

    private volatile bool _haveStarted;

    /// <value>Whether any has been started since the listener was made.</value>
    public bool HaveStarted => _haveStarted;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
            EnableEvents(eventSource, EventLevel.Informational, ThreadTransfer);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Other sources are heard too where somebody else listens to them.
        if (eventData.EventSource.Name == Source && eventData.EventId == Send && eventData.Payload is [_, TimerKind, ..])
            _haveStarted = true;
    }
}
