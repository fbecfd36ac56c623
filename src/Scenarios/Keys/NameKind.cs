namespace SkewLab.Scenarios.Keys;

/// <summary>Of what a name is.</summary>
public enum NameKind
{
    /// <summary>A strategy, such as <c>naive-expiry</c>.</summary>
    Strategy,

    /// <summary>A validator preset, such as <c>jose</c>.</summary>
    ValidatorPreset,

    /// <summary>A clock profile, such as <c>cloud-vm</c>.</summary>
    ClockProfile,

    /// <summary>A metric, such as <c>surfaced401</c>.</summary>
    Metric,
}

/// <summary>What kinds of names are called.</summary>
internal static class NameKinds
{
    /// <summary>One of the kind, and several.</summary>
    internal static (string One, string Many) WordsOf(NameKind kind) => kind switch
    {
        NameKind.Strategy => ("strategy", "strategies"),
        NameKind.ValidatorPreset => ("validator preset", "validator presets"),
        NameKind.ClockProfile => ("clock profile", "clock profiles"),
        NameKind.Metric => ("metric", "metrics"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of name."),
    };
}
