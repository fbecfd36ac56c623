namespace SkewLab.Explanations.History;

/// <summary>One request a caller asks a client for; retries of the client are attempts of the same call.</summary>
/// <param name="number">The call's number in the world, from 1.</param>
/// <param name="client">The client that makes it, from 0.</param>
/// <param name="startedAt">When, in reference time.</param>
public sealed class Call(long number, int client, TimeSpan startedAt)
{
    /// <summary>The <see cref="WorldEvent.Error"/> of a call that its caller gave up.</summary>
    public const string Cancelled = "cancelled";

    /// <value>The call's number in the world, from 1.</value>
    public long Number { get; } = number;

    /// <value>The client that makes it, from 0.</value>
    public int Client { get; } = client;

    /// <value>When it started, in reference time.</value>
    public TimeSpan StartedAt { get; } = startedAt;

    /// <value>The number of the process that makes it, on its machine, from 1; 0 for the client that lives there.</value>
    public int Process { get; init; }

    /// <value>What the job it is part of has got so far; null if it is part of none.</value>
    public IJobProgress? Job { get; init; }

    /// <value>How many requests it has sent to the API so far.</value>
    public int Attempts { get; set; }

    /// <value>When it last sent a request to the API; <see cref="StartedAt"/> before the first.</value>
    public TimeSpan LastSentAt { get; set; } = startedAt;
}
