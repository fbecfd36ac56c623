namespace SkewLab.Explanations.History;

/// <summary>What happened: one kind per arrow of a request's way, and one for the timeline.</summary>
public enum EventKind
{
    /// <summary>A caller starts a call.</summary>
    CallStarted,

    /// <summary>A call fell due while the client machine slept; nobody was there to make it.</summary>
    CallSkipped,

    /// <summary>A request leaves the client.</summary>
    RequestSent,

    /// <summary>A node received a request and decided.</summary>
    Served,

    /// <summary>The network lost a leg.</summary>
    Lost,

    /// <summary>A response reaches the client.</summary>
    ResponseReceived,

    /// <summary>The client stopped waiting for a response: its timeout passed or it cancelled.</summary>
    ExchangeAbandoned,

    /// <summary>A call returned to its caller.</summary>
    CallEnded,

    /// <summary>The scenario's timeline changed the world.</summary>
    TimelineChanged,
}
