namespace SkewLab.Verdicts.Metrics;

/// <summary>Measures the longest time from a failure to the next success.</summary>
internal struct OutageClock
{
    private TimeSpan? _since;
    private TimeSpan _longest;

    public void Failed(TimeSpan at) => _since ??= at;

    public void Succeeded(TimeSpan at)
    {
        _longest = Longest(at);
        _since = null;
    }

    public readonly TimeSpan Longest(TimeSpan end) => _since is { } since && end - since > _longest ? end - since : _longest;
}
