using SkewLab.Explanations.History;

namespace SkewLab.Simulation.Traffic;

/// <summary>Which call the running code works for; it follows awaits, through whatever a client does.</summary>
internal static class CallFlow
{
    private static readonly AsyncLocal<Call?> Flow = new();

    /// <value>The call; null in work that no call started.</value>
    public static Call? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }
}
