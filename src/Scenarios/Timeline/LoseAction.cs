using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>The next messages on a link get lost.</summary>
[ActionKey(11, "lose", "The next messages on a link get lost.")]
public sealed record LoseAction : TimelineAction
{
    [Description("Which link: 'client -> idp', 'client -> api-N' or 'client -> api-*'.")]
    [Example("client -> idp")]
    public required string Link { get; init; }

    [Description("Which direction; a lost response leaves the work done.")]
    [Example("response")]
    public required LegName Leg { get; init; }

    [Description("How many messages get lost.")]
    [Bounds("1", "1000000")]
    public int Times { get; init; } = 1;

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Links;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        target.Lose(this);
        return $"{Key} {Link} {Leg} {Times}";
    }
}

/// <summary>A direction of a link.</summary>
public enum LegName
{
    /// <summary>From the client.</summary>
    Request,

    /// <summary>To the client.</summary>
    Response,
}
