namespace SkewLab.Testing.Clocks;

/// <summary>The clocks of a lab by the names of its nodes: <c>idp</c>, <c>api-1</c>, <c>api-2</c>, …</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class LabClocks
{
    private readonly ClockBoard _board;
    private readonly LiveClock[] _clocks;
    private readonly IReadOnlyDictionary<string, ClockSetting> _start;

    internal LabClocks(TimeProvider time, IEnumerable<string> names, IReadOnlyDictionary<string, ClockSetting> start)
    {
        string[] all = [.. names];
        _board = new ClockBoard(time, all.Length);
        _clocks = [.. all.Select((name, index) => new LiveClock(_board, index, name))];
        Set(start);
        _start = all.ToDictionary(name => name, name => Whole(start.GetValueOrDefault(name) ?? new()));
    }

    /// <value>The clocks: the IdP's, then each API node's.</value>
    public IReadOnlyList<LiveClock> All => _clocks;

    /// <summary>The clock of one node.</summary>
    /// <exception cref="ArgumentException">The lab has no such node; the message lists those it has.</exception>
    public LiveClock this[string name] => _clocks[IndexOf(name)];

    /// <summary>Changes several clocks at one instant, or none of them if one setting cannot be.</summary>
    /// <param name="settings">By the names of the nodes.</param>
    /// <exception cref="ArgumentException">The lab has no such node, or a setting says twice what a wall reads.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A drift is out of range, or a wall would leave the years 1970 to 8999.</exception>
    public void Set(IReadOnlyDictionary<string, ClockSetting> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (int, string, ClockSetting)[] changes = [.. settings.Select(pair => (IndexOf(pair.Key), pair.Key, pair.Value))];
        _board.Set(changes);
    }

    /// <summary>Moves several walls by one amount at one instant; the clocks keep running.</summary>
    /// <param name="by">How far; positive is ahead.</param>
    /// <param name="names">Whose clocks; none means all.</param>
    /// <exception cref="ArgumentException">The lab has no such node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A wall would leave the years 1970 to 8999.</exception>
    public void Advance(TimeSpan by, params IReadOnlyCollection<string> names)
    {
        var moved = names.Count > 0 ? names.Distinct() : _clocks.Select(clock => clock.Name);
        Set(moved.ToDictionary(name => name, _ => new ClockSetting { By = by }));
    }

    internal void Reset() => Set(_start);

    // A setting that leaves nothing of what the clock was before.
    private static ClockSetting Whole(ClockSetting start) => new()
    {
        Now = start.Now,
        Offset = start.Now is null ? start.Offset ?? start.By ?? TimeSpan.Zero : null,
        DriftPpb = start.DriftPpb ?? 0,
        IsFrozen = start.IsFrozen ?? false,
    };

    private int IndexOf(string name)
    {
        var index = Array.FindIndex(_clocks, clock => clock.Name == name);
        return index >= 0 ? index
            : throw new ArgumentException($"There is no clock '{name}'; the lab has {string.Join(", ", _clocks.Select(clock => clock.Name))}.");
    }
}
