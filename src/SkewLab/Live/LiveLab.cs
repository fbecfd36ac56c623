using Microsoft.AspNetCore.Builder;
using SkewLab.Simulation.Scenarios;
using SkewLab.Testing;

namespace SkewLab.Live;

/// <summary>A lab with its scenario's timeline: both begin together and go back to the start together.</summary>
internal sealed class LiveLab : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly IReadOnlyList<TimelineEntry> _entries;
    private readonly LiveTimeline _script;
    private readonly ulong _seed;
    private readonly TimeProvider _time;
    private CancellationTokenSource _stop = new();
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
            cancellationToken);
        live!.StartTimeline();
        return live;
    }

    /// <summary>Goes back to the start; the timeline begins anew.</summary>
    public async Task ResetAsync()
    {
        await _one.WaitAsync();
        try
        {
            await StopTimelineAsync();
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
    public LiveLab CreateWorld(string path)
    {
        var world = new LiveLab(Lab.CreateWorld(path), _time, _entries, _seed, hasWorlds: false);
        world.StartTimeline();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        if (Worlds is { } worlds)
            await worlds.DisposeAsync();
        await StopTimelineAsync();
        await Lab.DisposeAsync();
        _stop.Dispose();
        _one.Dispose();
    }

    private void StartTimeline()
    {
        _stop.Dispose();
        _stop = new();
        _timeline = _script.RunAsync(_entries, _stop.Token);
    }

    private async Task StopTimelineAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _timeline;
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }
    }
}
