namespace SkewLab.Scenarios.Timeline;

/// <summary>What a lab must be able to do for an action.</summary>
public enum LabCapability
{
    /// <summary>Its IdP and API nodes do what they are told: keys, tokens and faults.</summary>
    Nodes,

    /// <summary>The clocks of its nodes can be set at any moment.</summary>
    NodeClockJumps,

    /// <summary>So can those of its clients.</summary>
    ClientClockJumps,

    /// <summary>The whole future of its clocks is known when it begins.</summary>
    ScriptedClocks,

    /// <summary>It carries the messages between clients and nodes itself.</summary>
    Links,
}
