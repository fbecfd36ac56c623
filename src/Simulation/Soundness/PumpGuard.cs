namespace SkewLab.Simulation.Soundness;

/// <summary>Notices what would make a world unsound: code on another thread than the pump's, and errors of the lab itself.</summary>
public sealed class PumpGuard
{
    private int _threadId;

    /// <value>Why the world cannot be trusted; null while it can.</value>
    public string? Problem { get; private set; }

    /// <value>The exception that is a bug of the lab; null where there was none, or another problem came first.</value>
    public Exception? Broken { get; private set; }

    /// <summary>Takes the running thread as the pump's.</summary>
    public void Enter() => _threadId = Environment.CurrentManagedThreadId;

    /// <summary>Notes an escape unless the running thread is the pump's.</summary>
    /// <param name="what">What was done, as the beginning of a sentence: "a request was sent".</param>
    /// <exception cref="InvalidOperationException">The running thread is not the pump's: nothing it does can be reproduced.</exception>
    public void Check(string what)
    {
        if (Environment.CurrentManagedThreadId == _threadId)
            return;
        var problem = $"{what} on a thread outside the simulation; a client must wait only on its TimeProvider and its network";
        Report(problem);
        throw new InvalidOperationException($"Cannot continue: {problem}.");
    }

    /// <summary>Notes an exception that is a bug of the lab, not an answer of it.</summary>
    public void Break(Exception exception)
    {
        // What follows from an escape is no bug of the lab.
        if (Problem is null)
            Broken = exception;
        Report($"the lab broke: {exception}");
    }

    /// <summary>Notes a problem; the first one noted stays.</summary>
    public void Report(string problem) => Problem ??= problem;
}
