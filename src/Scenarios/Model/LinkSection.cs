using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>A link between a client and a node. Every leg draws its own delay and its own loss.</summary>
public sealed record LinkSection
{
    /// <value>How long a message is under way, each direction by itself. Zero by default.</value>
    [Description("How long a message is under way, each direction by itself.")]
    [Bounds("0s", "1d")]
    public Distribution OneWay { get; init; } = Distribution.Zero;

    /// <value>How long a client waits for a lost answer, by its own elapsed time. 100 seconds by default, as HttpClient.</value>
    [Description("How long a client waits for a lost answer, by its own elapsed time.")]
    [Bounds("1ms", "1d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <value>How many of the requests get lost on the way there. A share from 0 to 1; 0 by default.</value>
    [Description("How many of the requests get lost on the way there.")]
    [Bounds("0%", "100%")]
    public double RequestLoss { get; init; }

    /// <value>How many of the answers get lost on the way back. A share from 0 to 1; 0 by default.</value>
    [Description("How many of the answers get lost on the way back.")]
    [Bounds("0%", "100%")]
    public double ResponseLoss { get; init; }

    /// <value>How many messages get lost, either way; counts besides requestLoss and responseLoss. A share from 0 to 1; 0 by default.</value>
    [Description("How many messages get lost, either way; counts besides requestLoss and responseLoss.")]
    [Bounds("0%", "100%")]
    public double Loss { get; init; }
}
