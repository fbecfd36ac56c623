using SkewLab.Testing.Nodes;
using SkewLab.Testing.Options;
using SkewLab.Testing.Timeline;

namespace SkewLab.Testing.Worlds;

/// <summary>A lab with its timeline: both begin together and go back to the start together, and whoever changes either waits for its turn.</summary>
internal sealed class LabWorld : IDisposable
{
    // Held by whoever reads settings and writes them back, by each entry of the timeline and by a reset: none of them sees half of another.
    private readonly Lock _lifecycleLock = new();
    private readonly LabOptions _options;
    private readonly LiveTimeline _script;
    private CancellationTokenSource _stop = new();
    private bool _hasEnded;
    private Task _timeline = Task.CompletedTask;

    /// <param name="options">How it begins, now and after each reset.</param>
    /// <param name="path">Where it is on the server, with a slash at its end; empty for the lab itself.</param>
    /// <param name="number">Another one for each world, from 1; 0 for the lab itself.</param>
    public LabWorld(LabOptions options, string path = "", ulong number = 0)
    {
        _options = options;
        Path = path;
        State = new(options, number << 32);
        _script = new(State, options.Time, options.TimelineSeed, _lifecycleLock);
    }

    public LabState State { get; }

    public string Path { get; }

    /// <summary>Begins the timeline.</summary>
    public void Start()
    {
        lock (_lifecycleLock)
            StartTimeline();
    }

    /// <summary>Changes something as a whole: a reset and other changes come before it or after it.</summary>
    public T Change<T>(Func<LabState, T> change)
    {
        lock (_lifecycleLock)
            return change(State);
    }

    /// <summary>Goes back to the start; the timeline begins anew, unless the world has ended meanwhile.</summary>
    public void Reset()
    {
        lock (_lifecycleLock)
        {
            if (_hasEnded)
                return;
            StopTimeline();
            State.Reset();
            StartTimeline();
        }
    }

    /// <summary>Ends the timeline. Whoever waits for its turn gets it, and finds the world ended.</summary>
    public void Dispose()
    {
        lock (_lifecycleLock)
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            StopTimeline();
        }
    }

    private void StartTimeline()
    {
        _stop = new();
        _timeline = _script.RunAsync(_options.Timeline, _stop.Token);
    }

    // An entry takes the lock, too, and then looks whether it was stopped: none happens after this.
    private void StopTimeline()
    {
        _stop.Cancel();
        _stop.Dispose();
        if (_timeline.IsFaulted)
            _timeline.GetAwaiter().GetResult();
    }
}
