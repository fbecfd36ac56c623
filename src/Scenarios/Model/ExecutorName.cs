namespace SkewLab.Scenarios.Model;

/// <summary>What decides when a call is made.</summary>
public enum ExecutorName
{
    /// <summary>A rate, whatever the answers do (open model).</summary>
    ConstantArrivalRate,

    /// <summary>A rate that changes, whatever the answers do (open model).</summary>
    RampingArrivalRate,

    /// <summary>The answer before it (closed model).</summary>
    ConstantVus,

    /// <summary>A paged query: on each client, one task asks for page after page.</summary>
    Job,

    /// <summary>Processes that start cold on each client machine, make their calls and end, one after the other.</summary>
    Processes,
}

/// <summary>How calls are spaced.</summary>
public enum ArrivalsName
{
    /// <summary>At random, as those of many independent users.</summary>
    Poisson,

    /// <summary>At equal distances.</summary>
    Even,
}
