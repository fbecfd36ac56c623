namespace SkewLab.Runners;

/// <summary>Decides what a runner's silence means: its world stands still, the runner is gone, or the machine is slow.</summary>
/// <remarks>
/// Time alone cannot tell: on a machine that swaps a minute is nothing. So a silent runner is pinged, and only answered pings count. Its main thread does
/// nothing but answer, so an answer says that the machine gets round to this process, and the number of events in it says whether the pump gets on.
/// </remarks>
/// <param name="longest">How long a world may stand still, in the machine's time while the runner answers.</param>
internal sealed class Silence(TimeSpan longest)
{
    /// <summary>How long a world may stand still. A sound one runs a hundred thousand events a second.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>How many pings in a row must be answered without an event between them.</summary>
    public const int Looks = 4;

    /// <summary>How many times as long as a standing world a runner may leave a ping unanswered: nobody can tell a stopped process from a very slow
    /// one.</summary>
    public const int Patience = 10;

    private bool _isAsked;
    private int _unanswered;
    private int _still;
    private long? _events;

    /// <value>After how much silence to look.</value>
    public TimeSpan Interval { get; } = longest / Looks;

    /// <summary>Nothing was heard for <see cref="Interval"/>.</summary>
    /// <returns>Whether to ping now; false while an answer is awaited.</returns>
    public bool ShouldPing()
    {
        if (_isAsked)
        {
            _unanswered++;
            return false;
        }

        _isAsked = true;
        return true;
    }

    /// <summary>A ping was answered.</summary>
    /// <param name="events">How many events the runner has begun.</param>
    public void Answered(long events)
    {
        _still = events == _events ? _still + 1 : 0;
        _events = events;
        (_isAsked, _unanswered) = (false, 0);
    }

    /// <summary>What the silence amounts to; null while nothing is certain.</summary>
    public RunnerMessage? Verdict()
    {
        if (_still >= Looks)
        {
            return new RunnerMessage.Silent(
                $"the runner answers, but its world has stood still for {longest.TotalSeconds:0.#} s: something in it blocks the only thread "
                + "(a client that waits synchronously for asynchronous work does that)");
        }

        return _unanswered >= Looks * Patience
            ? new RunnerMessage.Died(
                $"the runner has answered nothing for {(longest * Patience).TotalSeconds:0.#} s: it was stopped, or the machine has no time for it")
            : null;
    }
}
