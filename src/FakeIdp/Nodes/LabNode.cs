using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;


namespace SkewLab.FakeIdp.Nodes;

/// <summary>One machine of the lab that answers HTTP: it lives on a clock of its own.</summary>
/// <remarks>Making a node takes microseconds; keys are made at first use. Nodes are safe to use from several threads.</remarks>
public abstract class LabNode
{
    // A reference, so that two threads never see one second with another second's text.
    private Tuple<long, string>? _date;

    private protected LabNode(string name, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(time);
        Name = name;
        Time = time;
    }

    /// <value>The node's name in reports: <c>idp</c>, <c>api-2</c>.</value>
    public string Name { get; }

    /// <value>The node's own clock. Every stamp, <c>Date</c> header and lifetime check of this node reads it.</value>
    public TimeProvider Time { get; }

    /// <value>What this node does in the lab.</value>
    public abstract NodeRole Role { get; }

    /// <value>Answers this node gives instead of its own. Empty at first.</value>
    public NodeFaults Faults { get; } = new();

    /// <summary>Names the node.</summary>
    public override string ToString() => Name;

    /// <summary>The IMF-fixdate (RFC 9110 section 5.6.7) of <paramref name="now"/>, remembered for the second it names.</summary>
    internal string DateHeader(DateTimeOffset now)
    {
        var second = now.UtcTicks / TimeSpan.TicksPerSecond;
        var date = Volatile.Read(ref _date);
        if (date is not null && date.Item1 == second)
            return date.Item2;
        var text = now.ToString("R");
        Volatile.Write(ref _date, Tuple.Create(second, text));
        return text;
    }
}
