using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A lab to which the actions of a timeline are done. It is asked only for what <see cref="TimelineAction.Needs"/> names.</summary>
public interface ITimelineTarget
{
    /// <value>Decides every draw.</value>
    ulong Seed { get; }

    /// <value>The IdP.</value>
    IdpNode Idp { get; }

    /// <value>Every node that answers: the IdP, then api-1 and so on.</value>
    IEnumerable<LabNode> Nodes { get; }

    /// <summary>Sets wall clocks forward or back at once.</summary>
    /// <param name="clock">Whose, by the scenario's name: <c>idp</c>, <c>api-*</c>.</param>
    /// <param name="by">How far.</param>
    /// <remarks>Where clocks know their whole future, the jump is part of them, and there is nothing to do.</remarks>
    void JumpClocks(string clock, TimeSpan by);

    /// <summary>Loses the next messages on some links.</summary>
    /// <param name="loss">Which, and how many.</param>
    void Lose(LoseAction loss);

    /// <summary>Takes away from the links what the timeline did to them.</summary>
    void EndLosses();
}
