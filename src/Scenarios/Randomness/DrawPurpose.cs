namespace SkewLab.Scenarios.Randomness;

/// <summary>What a draw is for. Two draws of different purposes are independent even where all else is equal.</summary>
/// <remarks>The numbers are part of every trace's hash: add at the end, never renumber.</remarks>
public enum DrawPurpose
{
    /// <summary>The delay of a request leg, by (link; call, attempt).</summary>
    RequestDelay = 1,

    /// <summary>The delay of a response leg, by (link; call, attempt).</summary>
    ResponseDelay = 2,

    /// <summary>Whether a request leg is lost, by (link; call, attempt).</summary>
    RequestLoss = 3,

    /// <summary>Whether a response leg is lost, by (link; call, attempt).</summary>
    ResponseLoss = 4,

    /// <summary>Which API node answers, by (API; call, attempt).</summary>
    Balancing = 5,

    /// <summary>When a call arrives, by (executor; call).</summary>
    Arrival = 6,

    /// <summary>When a node learns of an issued token, by (node; token ordinal).</summary>
    LearnsToken = 7,

    /// <summary>When a node learns of a revocation, by (node; token ordinal).</summary>
    LearnsRevocation = 8,

    /// <summary>When a node learns of a key, by (node; key ordinal).</summary>
    LearnsKey = 9,

    /// <summary>A clock's offset at the start, by (clock).</summary>
    ClockOffset = 10,

    /// <summary>A clock's drift, by (clock).</summary>
    ClockDrift = 11,

    /// <summary>What a clock profile does on its own, by (clock; occurrence).</summary>
    ClockProfile = 12,

    /// <summary>The random source handed to a client, by (client; number of the draw).</summary>
    ClientRandom = 13,

    /// <summary>Identifiers and secrets the IdP makes up, by (kind; ordinal).</summary>
    Identifier = 14,

    /// <summary>Signing keys, by (key ordinal).</summary>
    SigningKey = 15,

    /// <summary>Which client makes a call. Index: the executor's call.</summary>
    Caller = 16,

    /// <summary>Which requests meet a fault that not all of them meet, by (node).</summary>
    Fault = 17,
}
