using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>What happens when.</summary>
public sealed record TimelineEntry
{
    [Description("When, in reference time from the start.")]
    [Bounds("0s", "3650d")]
    [Example("6h")]
    public required TimeSpan At { get; init; }

    /// <value>What happens, under the key of its kind.</value>
    [OneOfKeys]
    public required TimelineAction Action { get; init; }
}
