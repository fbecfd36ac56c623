using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace SkewLab.Testing.Control;

/// <summary>What one clock of a lab shows. Immutable.</summary>
public sealed record ClockReading
{
    /// <value>What it reads minus reference time; positive is ahead.</value>
    [Description("What it reads minus reference time; positive is ahead.")]
    public required TimeSpan Offset { get; init; }

    /// <value>What it reads.</value>
    [Description("What it reads.")]
    public required DateTimeOffset Now { get; init; }

    /// <value>How much too fast it runs, in parts per million; negative is slow.</value>
    [Description("How much too fast it runs, in parts per million; negative is slow.")]
    public required decimal DriftPpm { get; init; }

    /// <value>Whether it stands still.</value>
    [Description("Whether it stands still.")]
    public required bool Frozen { get; init; }
}

/// <summary>What one clock is set to; what is null stays as it is. At most one of <see cref="Offset"/> and <see cref="Now"/> is given. Immutable.</summary>
public sealed record ClockChange
{
    /// <value>What it reads minus reference time, at once; positive is ahead.</value>
    [Description("What it reads minus reference time, at once; positive is ahead.")]
    public TimeSpan? Offset { get; init; }

    /// <value>What it reads, at once: 1970 to 8999.</value>
    [Description("What it reads, at once: 1970 to 8999.")]
    public DateTimeOffset? Now { get; init; }

    /// <value>How much too fast it runs from now on, in parts per million: -100,000 to 100,000, with at most three decimals.</value>
    [Range(-100_000d, 100_000d)]
    [Expected("This is a number from -100000 to 100000 with at most three decimals, for example 50.")]
    [Description("How much too fast it runs from now on, in parts per million, with at most three decimals.")]
    public decimal? DriftPpm { get; init; }

    /// <value>True stops it, false lets it run on from where it stands.</value>
    [Description("true stops it, false lets it run on from where it stands.")]
    public bool? Frozen { get; init; }
}

/// <summary>How far clocks are moved. Immutable.</summary>
public sealed record ClockAdvance
{
    /// <value>How far; positive is ahead. The clocks keep running. Never null in a request.</value>
    [Description("How far; positive is ahead. The clocks keep running.")]
    public TimeSpan? By { get; init; }

    /// <value>Whose clocks; null or empty is all of them.</value>
    [Expected("This is a list of names, for example [\"idp\", \"api-1\"].")]
    [Description("Whose clocks; all of them where none is named.")]
    public IReadOnlyList<string>? Clocks { get; init; }
}
