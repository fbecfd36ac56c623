using System.ComponentModel;

namespace SkewLab.Simulation.Scenarios;

/// <summary>Calls of one kind.</summary>
public sealed record TrafficSection
{
    /// <value>What decides when a call is made.</value>
    [Description("What decides when a call is made.")]
    [Example("constantArrivalRate")]
    public required ExecutorName Executor { get; init; }

    /// <value>How often a call is made; constantArrivalRate only, which needs it.</value>
    [Description("How often a call is made; constantArrivalRate only, which needs it.")]
    [Example("12/min")]
    public Rate? Rate { get; init; }

    /// <value>How calls are spaced; constantArrivalRate only. At random by default: even spacing can resonate with lifetimes.</value>
    [Description("How calls are spaced; constantArrivalRate only.")]
    public ArrivalsName Arrivals { get; init; } = ArrivalsName.Poisson;

    /// <value>How many virtual users call in a loop; constantVus only, which needs it.</value>
    [Description("How many virtual users call in a loop; constantVus only, which needs it.")]
    [Bounds("1", "10000")]
    [Example("5")]
    public int? Vus { get; init; }

    /// <value>How long a virtual user rests between an answer and its next call; constantVus only. Zero by default.</value>
    [Description("How long a virtual user rests between an answer and its next call; constantVus only.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Pause { get; init; }

    /// <value>The call: GET /api/v2/users/me or GET /api/v2/conversations/voice.</value>
    [Description("The call: GET /api/v2/users/me or GET /api/v2/conversations/voice.")]
    [Example("GET /api/v2/users/me")]
    public string Request { get; init; } = "GET /api/v2/users/me";

    /// <value>When the calls begin. Zero by default.</value>
    [Description("When the calls begin.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Start { get; init; }

    /// <value>When the calls end. Null: with the world.</value>
    [Description("When the calls end.")]
    [Bounds("1ms", "3650d")]
    [Default("the duration")]
    public TimeSpan? End { get; init; }
}

/// <summary>What decides when a call is made.</summary>
public enum ExecutorName
{
    /// <summary>A rate, whatever the answers do (open model).</summary>
    ConstantArrivalRate,

    /// <summary>The answer before it (closed model).</summary>
    ConstantVus,
}

/// <summary>How calls are spaced.</summary>
public enum ArrivalsName
{
    /// <summary>At random, as those of many independent users.</summary>
    Poisson,

    /// <summary>At equal distances.</summary>
    Even,
}
