using SkewLab.VirtualTime;

namespace SkewLab.Scenarios.Timeline;

/// <summary>An action of the timeline that is done to clocks: part of them from the world's beginning, and a line in the trace when it happens.</summary>
public interface IClockAction
{
    /// <summary>The action's key: <c>jump</c>.</summary>
    string Name { get; }

    /// <summary>Whose clock: client, idp, api-N or api-*.</summary>
    string Clock { get; }

    /// <summary>Its values, as the trace shows them after name and clock.</summary>
    string Values { get; }

    /// <summary>Whether only readers see it: a time service then leaves it alone.</summary>
    bool IsReadEffect { get; }

    /// <summary>What it does to one clock.</summary>
    /// <param name="at">When, in reference time.</param>
    IClockFault FaultAt(TimeSpan at);
}
