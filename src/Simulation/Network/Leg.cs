namespace SkewLab.Simulation.Network;

/// <summary>One way of an exchange over a link. Request and response are separate legs and fail apart.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Index">Identifies the exchange for common random numbers: the call's number, or the token request's ordinal at its client.</param>
/// <param name="Attempt">The request's number within the call, from 1; 0 for token requests.</param>
/// <param name="SentAt">When the leg begins, in reference time.</param>
public readonly record struct Leg(LegDirection Direction, long Index, int Attempt, TimeSpan SentAt);

/// <summary>The two ways of an exchange.</summary>
public enum LegDirection
{
    /// <summary>Client to node.</summary>
    Request,

    /// <summary>Node to client.</summary>
    Response,
}
