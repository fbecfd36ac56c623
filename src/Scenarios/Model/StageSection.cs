using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>A stretch of time in which the rate of calls changes evenly, from where the stage before left it.</summary>
public sealed record StageSection
{
    [Description("The rate at the stage's end.")]
    [Example("10/s")]
    public required Rate Rate { get; init; }

    [Description("How long the stage lasts.")]
    [Bounds("1ms", "3650d")]
    [Example("5m")]
    public required TimeSpan For { get; init; }
}
