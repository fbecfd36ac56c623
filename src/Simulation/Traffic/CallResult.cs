using SkewLab.Explanations.History;

namespace SkewLab.Simulation.Traffic;

/// <summary>How a call ended.</summary>
/// <param name="Status">The answer's status; 0 where there was none.</param>
/// <param name="Error">The exception's name, or <see cref="Call.Cancelled"/>; null where an answer came.</param>
/// <param name="Answer">The answer's body, where the caller reads it.</param>
internal readonly record struct CallResult(int Status, string? Error, ReadOnlyMemory<byte> Answer = default)
{
    /// <value>Nobody made the call: its machine slept.</value>
    public static CallResult Skipped { get; } = new(0, null);

    /// <value>Whether nobody made the call.</value>
    public bool IsSkipped => Status == 0 && Error is null;
}
