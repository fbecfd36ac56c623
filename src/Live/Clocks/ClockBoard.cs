namespace SkewLab.Testing.Clocks;

/// <summary>The states of clocks that are changed together: replaced whole, so that nobody reads half of a change.</summary>
internal sealed class ClockBoard(TimeProvider time, int clocks)
{
    private readonly Lock _lock = new();
    private ClockState[] _states = [.. Enumerable.Repeat(ClockState.Exact(time.GetUtcNow()), clocks)];

    public TimeProvider Time => time;

    public ClockState StateOf(int clock) => Volatile.Read(ref _states)[clock];

    /// <summary>Changes several clocks at one instant, or none if one of the settings cannot be.</summary>
    public void Set(IEnumerable<(int Clock, string Name, ClockSetting Setting)> settings)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            ClockState[] states = [.. _states];
            foreach (var (clock, name, setting) in settings)
                states[clock] = states[clock].With(setting, now, name);
            Volatile.Write(ref _states, states);
        }
    }
}
