using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Model;

/// <summary>A node's copy of the IdP's key set: fetched when first needed, kept for a while, renewed for an unknown key, but not too often.</summary>
public sealed record KeySetSection
{
    [Description("How old the copy may get; jose and Envoy keep it for 10m, Microsoft's for 12h.")]
    [Bounds("1s", DurationLimits.SettingText)]
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromMinutes(10);

    [Description("How long after a fetch an unknown key asks for no other; jose waits 30s, Microsoft's 5m.")]
    [Bounds("0s", DurationLimits.SettingText)]
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromSeconds(30);
}
