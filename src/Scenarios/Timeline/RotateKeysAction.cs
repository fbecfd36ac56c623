using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Timeline;

/// <summary>The IdP signs with a new key.</summary>
[ActionKey(8, "rotateKeys", "The IdP signs with a new key.")]
public sealed record RotateKeysAction : TimelineAction
{
    [Description("How long the new key is published before it signs.")]
    [Bounds("0s", "3650d")]
    public TimeSpan PublishLead { get; init; }

    [Description("How long the old key stays published after that.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Retire { get; init; }

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Nodes;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        target.Idp.RotateKeys(PublishLead, Retire);
        return $"{Key} lead={DurationText.Format(PublishLead)} retire={DurationText.Format(Retire)}";
    }
}
