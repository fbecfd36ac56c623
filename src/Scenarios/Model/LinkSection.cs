using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>A link between a client and a node. Every leg draws its own delay and its own loss.</summary>
public sealed record LinkSection
{
    [Description("How long a message is under way, each direction by itself.")]
    [Bounds("0s", "1d")]
    public Distribution OneWay { get; init; } = Distribution.Zero;

    [Description("How long a client waits for a lost answer, by its own elapsed time.")]
    [Bounds("1ms", "1d")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    [Description("How many of the requests get lost on the way there.")]
    [Bounds("0%", "100%")]
    public double RequestLoss { get; init; }

    [Description("How many of the answers get lost on the way back.")]
    [Bounds("0%", "100%")]
    public double ResponseLoss { get; init; }

    [Description("How many messages get lost, either way; counts besides requestLoss and responseLoss.")]
    [Bounds("0%", "100%")]
    public double Loss { get; init; }
}
