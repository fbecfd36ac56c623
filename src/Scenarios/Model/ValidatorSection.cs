using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Model;

/// <summary>How tokens are validated: a named real validator, possibly with another leeway.</summary>
[Shorthand("preset")]
public sealed record ValidatorSection
{
    /// <value>The real validator that is imitated.</value>
    [Description("The real validator that is imitated.")]
    [KnownName(NameKind.ValidatorPreset)]
    [Example("jose")]
    public string Preset { get; init; } = "jose";

    /// <value>What is tolerated at exp and nbf. Null: as the preset has it.</value>
    [Description("What is tolerated at exp and nbf.")]
    [Bounds("0s", "1d")]
    [Default("the preset's")]
    public TimeSpan? Leeway { get; init; }

    /// <value>Whether a token from the future (iat) is refused. Null: as the preset has it.</value>
    [Description("Whether a token from the future (iat) is refused.")]
    [Default("the preset's")]
    public bool? CheckIssuedAt { get; init; }
}
