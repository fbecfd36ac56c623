namespace SkewLab.Benchmarks.Fidelity;

/// <summary>One call; the requests it takes are attempts of it.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="lateness">How much later than it was due it began.</param>
internal sealed class LiveCall(long number, TimeSpan lateness)
{
    private static readonly AsyncLocal<LiveCall?> Flow = new();

    /// <summary>The call that the running code works for; it follows awaits.</summary>
    public static LiveCall? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    public long Number => number;

    public TimeSpan Lateness => lateness;

    /// <summary>How many requests it has sent to the API.</summary>
    public int Attempts { get; set; }

    /// <summary>Whether one of them was refused.</summary>
    public bool IsRefused { get; set; }
}
