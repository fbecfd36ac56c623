namespace SkewLab.Runs;

/// <summary>One line on the terminal that says how much of the virtual time has been lived; nothing where the error output is no terminal.</summary>
/// <param name="error">The error output.</param>
internal sealed class Progress(TextWriter error)
{
    private readonly Lock _lock = new();
    private readonly bool _isShown = error == Console.Error && !Console.IsErrorRedirected;
    private double[] _lived = [];
    private double _whole;

    /// <summary>Begins.</summary>
    /// <param name="durations">How long each world will last.</param>
    public void Start(IReadOnlyList<TimeSpan> durations)
    {
        _lived = new double[durations.Count];
        _whole = durations.Sum(duration => duration.TotalSeconds);
    }

    /// <summary>One world has come so far. Thread-safe.</summary>
    public void Report(int index, double seconds)
    {
        if (!_isShown)
            return;
        lock (_lock)
        {
            _lived[index] = seconds;
            // Calls under way at the end make a world last a little longer than its duration.
            error.Write($"\r{Math.Min(1, _lived.Sum() / _whole),4:0 %} of {TimeSpan.FromSeconds(_whole).TotalHours:N0} virtual hours ");
        }
    }

    /// <summary>Removes the line.</summary>
    public void End()
    {
        if (_isShown)
            error.Write($"\r{new string(' ', 40)}\r");
    }
}
