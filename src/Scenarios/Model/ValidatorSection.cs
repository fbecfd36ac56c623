using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Model;

/// <summary>How tokens are validated: a named real validator, possibly with another leeway.</summary>
[Shorthand("preset")]
public sealed record ValidatorSection
{
    [Description("The real validator that is imitated.")]
    [KnownName(NameKind.ValidatorPreset)]
    [Example("jose")]
    public string Preset { get; init; } = "jose";

    [Description("What is tolerated at exp and nbf.")]
    [Bounds("0s", DurationLimits.SettingText)]
    [Default("the preset's")]
    public TimeSpan? Leeway { get; init; }

    [Description("Whether a token from the future (iat) is refused.")]
    [Default("the preset's")]
    public bool? CheckIssuedAt { get; init; }
}
