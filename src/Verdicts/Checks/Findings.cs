using SkewLab.Explanations.History;
using SkewLab.Simulation.History;

namespace SkewLab.Verdicts.Checks;

/// <summary>What a check has seen so far: how often its promise was put to the test, and the first events that broke it.</summary>
internal sealed class Findings(string name)
{
    private const int Kept = 5;

    private readonly List<string> _events = [];
    private bool _isBroken;

    public long Cases { get; private set; }

    /// <summary>The promise was put to the test.</summary>
    public void Count() => Cases++;

    /// <summary>The promise was broken.</summary>
    /// <param name="happened">The event that broke it.</param>
    /// <param name="problem">What is wrong, without instants: two worlds that fail alike say the same.</param>
    public void Break(in WorldEvent happened, string problem)
    {
        _isBroken = true;
        if (_events.Count == Kept)
            return;
        _events.Add($"{problem}: {TraceWriter.LineOf(in happened)}");
    }

    public CheckResult Finish() => new(name, _isBroken ? CheckVerdict.Fail : Cases == 0 ? CheckVerdict.Unknown : CheckVerdict.Pass, Cases, _events);
}
