namespace SkewLab.Client.Tokens;

/// <summary>Elapsed time since the handler was made. Thread-safe.</summary>
/// <remarks>Every decision is taken on this reading, so no step of the wall clock can bring a dead token back to life or kill a live one.</remarks>
internal sealed class ElapsedClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public TimeProvider Time { get; } = time;

    public TimeSpan Now => Time.GetElapsedTime(_origin);

    /// <value>Wall time less elapsed time. It changes only when the wall is stepped, elapsed time stops, or the two are disciplined apart.</value>
    public TimeSpan WallLead
    {
        get
        {
            var elapsed = Now;
            return TimeSpan.FromTicks(Time.GetUtcNow().Ticks) - elapsed;
        }
    }
}
