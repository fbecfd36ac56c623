using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Timeline;

/// <summary>The IdP signs with a new key.</summary>
public sealed record RotateKeysAction
{
    /// <value>How long the new key is published before it signs. Zero by default.</value>
    [Description("How long the new key is published before it signs.")]
    [Bounds("0s", "3650d")]
    public TimeSpan PublishLead { get; init; }

    /// <value>How long the old key stays published after that. Zero by default: it is gone at once.</value>
    [Description("How long the old key stays published after that.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Retire { get; init; }
}
