namespace SkewLab.Scenarios.Values;

/// <summary>What a metric is measured in, and so how an expectation of it is written.</summary>
public enum MetricUnit
{
    /// <summary>A number of things, written bare: <c>0</c>, <c>3..5</c>.</summary>
    Count,

    /// <summary>A share from 0 to 1, written <c>10%</c> or <c>0.1</c>.</summary>
    Share,

    /// <summary>A duration, written with its unit and compared in milliseconds: <c>&lt;= 250ms</c>.</summary>
    Milliseconds,

    /// <summary>A duration, written with its unit and compared in seconds: <c>&lt;= 1m30s</c>.</summary>
    Seconds,
}
