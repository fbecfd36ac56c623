namespace SkewLab.Runners;

/// <summary>How one world ended.</summary>
/// <param name="Message">The runner's last message.</param>
/// <param name="WallTime">How long it took, on the machine's clock.</param>
internal readonly record struct RunnerOutcome(RunnerMessage Message, TimeSpan WallTime);

/// <summary>One runner per core. Worlds are handed out as runners become free; results come back in the order of the requests.</summary>
internal sealed class RunnerPool : IDisposable
{
#pragma warning disable RS0030 // Wall seconds stand in a result's run object: one of the four places that read the machine's clock (docs/decisions.md).
    private static readonly TimeProvider Wall = TimeProvider.System;
#pragma warning restore RS0030

    private readonly List<RunnerProcess> _runners = [];
    private readonly TimeSpan _longestSilence;

    /// <param name="size">How many runners, at least 1.</param>
    /// <param name="longestSilence">How long a world may stand still; null takes <see cref="Silence.Longest"/>.</param>
    public RunnerPool(int size, TimeSpan? longestSilence = null)
    {
        _longestSilence = longestSilence ?? Silence.Longest;
        for (var index = 0; index < size; index++)
            _runners.Add(RunnerProcess.Start(_longestSilence));
    }

    /// <summary>Runs every world.</summary>
    /// <param name="requests">The worlds.</param>
    /// <param name="progress">Told the index of a request and the reference seconds its world has lived.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="Input.BadInputException">A runner is of another version.</exception>
    public async Task<IReadOnlyList<RunnerOutcome>> RunAsync(
        IReadOnlyList<RunRequest> requests,
        Action<int, double> progress,
        CancellationToken cancellationToken)
    {
        var outcomes = new RunnerOutcome[requests.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, _runners.Count).Select(WorkAsync));
        return outcomes;

        async Task WorkAsync(int slot)
        {
            for (var index = Interlocked.Increment(ref next); index < requests.Count; index = Interlocked.Increment(ref next))
            {
                var own = index;
                var begin = Wall.GetTimestamp();
                var message = await _runners[slot].RunAsync(requests[index], seconds => progress(own, seconds), cancellationToken);
                outcomes[index] = new(message, Wall.GetElapsedTime(begin));
                if (message is RunnerMessage.Finished { Result: var result })
                    progress(own, result.VirtualDurationSeconds);
                if (message is not RunnerMessage.Finished { Result.Unsound: null })
                    Replace(slot);
            }
        }
    }

    /// <summary>Ends every runner at once.</summary>
    public void Dispose()
    {
        foreach (var runner in _runners)
            runner.Dispose();
    }

    // A runner whose world was unsound may still be stuck in it, or hold a timer of it.
    private void Replace(int slot)
    {
        _runners[slot].Dispose();
        _runners[slot] = RunnerProcess.Start(_longestSilence);
    }
}
