using Microsoft.AspNetCore.Builder;
using SkewLab.Scenarios.Timeline;
using SkewLab.Testing.Timeline;

namespace SkewLab.Testing.Worlds;

/// <summary>A lab with its scenario's timeline: both begin together and go back to the start together.</summary>
internal sealed class LiveLab : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly IReadOnlyList<TimelineEntry> _entries;
    private readonly LiveTimeline _script;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private CancellationTokenSource _stop = new();
    private bool _hasEnded;
    private Task _timeline = Task.CompletedTask;

    private LiveLab(Lab lab, TimeProvider time, IReadOnlyList<TimelineEntry> entries, ulong seed, bool hasWorlds)
    {
        Lab = lab;
        Worlds = hasWorlds ? new(this) : null;
        _entries = entries;
        _time = time;
        _seed = seed;
        _script = new(lab, time, seed);
    }

    public Lab Lab { get; }

    /// <summary>Held by whoever reads settings and writes them back.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Reference time.</summary>
    public DateTimeOffset Now => _time.GetUtcNow().ToUniversalTime();

    /// <summary>The worlds beside this lab; null where this is one of them.</summary>
    public LiveWorlds? Worlds { get; }

    /// <summary>Starts it.</summary>
    /// <param name="options">How the lab begins.</param>
    /// <param name="entries">The timeline; may be empty.</param>
    /// <param name="seed">Which chance the timeline's faults have.</param>
    /// <param name="control">Adds what stands before the lab; it is given this lab once there is one.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    public static async Task<LiveLab> StartAsync(LabOptions options, IReadOnlyList<TimelineEntry> entries, ulong seed, Action<Func<LiveLab>, IApplicationBuilder> control, CancellationToken cancellationToken)
    {
        LiveLab? live = null;
        await Lab.StartAsync(
            options,
            (lab, app) =>
            {
                live = new LiveLab(lab, options.Time, entries, seed, hasWorlds: true);
                control(() => live, app);
            },
            cancellationToken).ConfigureAwait(false);
        live!.StartTimeline();
        return live;
    }

    /// <summary>Goes back to the start; the timeline begins anew, unless the lab has ended meanwhile.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled before it was this call's turn.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_hasEnded)
                return;
            await StopTimelineAsync().ConfigureAwait(false);
            Lab.Reset();
            StartTimeline();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Another lab on the same server, as this one was at its start; its timeline begins now.</summary>
    /// <param name="path">Where it is on the server, with a slash at its end.</param>
    /// <param name="number">Another one for each, from 1.</param>
    public LiveLab CreateWorld(string path, ulong number)
    {
        var world = new LiveLab(Lab.CreateWorld(path, number), _time, _entries, _seed, hasWorlds: false);
        world.StartTimeline();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        if (Worlds is { } worlds)
            await worlds.DisposeAsync().ConfigureAwait(false);
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            _hasEnded = true;
            await StopTimelineAsync().ConfigureAwait(false);
        }
        finally
        {
            // Not disposed: whoever waits for its turn gets it, and finds the lab ended.
            _one.Release();
        }
        await Lab.DisposeAsync().ConfigureAwait(false);
    }

    private void StartTimeline()
    {
        _stop = new();
        _timeline = _script.RunAsync(_entries, _stop.Token);
    }

    private async Task StopTimelineAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _timeline.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }
        _stop.Dispose();
    }
}
