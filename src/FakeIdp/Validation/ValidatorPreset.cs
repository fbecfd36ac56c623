using System.Collections.Frozen;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Problems;

namespace SkewLab.FakeIdp.Validation;

/// <summary>The edges of one real token validator: what it tolerates, and which side of each boundary it takes.</summary>
/// <remarks>Change one value with <c>with</c>: <c>ValidatorPreset.Jose with { Leeway = TimeSpan.FromSeconds(5) }</c>.</remarks>
public sealed record ValidatorPreset
{
    /// <value>The preset's name in scenarios.</value>
    public required string Name { get; init; }

    /// <value>What the validator tolerates, both ways. Zero, the default, to 36,500 days.</value>
    public TimeSpan Leeway { get; init; }

    /// <value>Whether the validator drops the fraction of a second when it reads its clock.</value>
    public bool FloorsNow { get; init; }

    /// <value>Whether a token is still good when now equals <c>exp</c> plus leeway. RFC 7519 section 4.1.4 says no.</value>
    public bool AcceptsAtExpiry { get; init; }

    /// <value>Whether <c>nbf</c> is checked. True by default.</value>
    public bool ChecksNotBefore { get; init; } = true;

    /// <value>Whether a token issued in the future is refused. RFC 7519 has no such rule; some validators do.</value>
    public bool ChecksIssuedAt { get; init; }

    /// <value>Where the values come from: measured, or read in the validator's source.</value>
    public required string Source { get; init; }

    /// <value>Node's jose, the default.</value>
    public static ValidatorPreset Jose { get; } = new() { Name = "jose", FloorsNow = true, Source = Measured };

    /// <value>Every preset, in the order of the documentation.</value>
    public static IReadOnlyList<ValidatorPreset> All { get; } =
    [
        Jose,
        Jose with { Name = "jsonwebtoken", Source = Read },
        new() { Name = "golang-jwt", Source = Read },
        new() { Name = "pyjwt", ChecksIssuedAt = true, Source = Measured },
        new() { Name = "authlib", FloorsNow = true, AcceptsAtExpiry = true, Source = Measured },
        new() { Name = "express-oauth2", Leeway = TimeSpan.FromSeconds(5), FloorsNow = true, Source = Measured },
        new() { Name = "oauth4webapi", Leeway = TimeSpan.FromSeconds(30), FloorsNow = true, Source = Read },
        new() { Name = "spring", Leeway = TimeSpan.FromSeconds(60), AcceptsAtExpiry = true, Source = Read },
        new() { Name = "envoy", Leeway = TimeSpan.FromSeconds(60), FloorsNow = true, AcceptsAtExpiry = true, Source = Read },
        new() { Name = "microsoft", Leeway = TimeSpan.FromSeconds(300), AcceptsAtExpiry = true, Source = Read },
        new()
        {
            Name = "google-auth",
            Leeway = TimeSpan.FromSeconds(300),
            FloorsNow = true,
            AcceptsAtExpiry = true,
            ChecksNotBefore = false,
            ChecksIssuedAt = true,
            Source = Measured,
        },
    ];

    private const string Measured = "edges measured; how it reads now was read in its source";
    private const string Read = "read in its source";

    private static readonly FrozenDictionary<string, ValidatorPreset> ByName = All.ToFrozenDictionary(preset => preset.Name);

    /// <summary>The preset called <paramref name="name"/>, or null.</summary>
    public static ValidatorPreset? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>What is wrong with the validator; empty where a node takes it.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        problems.Require(
            Leeway >= TimeSpan.Zero && Leeway <= DurationLimits.Setting, nameof(Leeway), Leeway, $"A leeway is 0s to {DurationLimits.SettingText}, for example 5s.");
        return problems;
    }

    /// <summary>The lifetime rule: which claim, if any, makes a token unacceptable now. All instants are UTC ticks of 100 ns.</summary>
    internal RefusalCause? Judge(long now, long expiresAt, long? notBefore, long? issuedAt)
    {
        var read = FloorsNow ? now - now % TimeSpan.TicksPerSecond : now;
        var last = expiresAt + Leeway.Ticks;
        if (AcceptsAtExpiry ? read > last : read >= last)
            return RefusalCause.Expired;
        if (ChecksNotBefore && notBefore > read + Leeway.Ticks)
            return RefusalCause.NotYetValid;
        if (ChecksIssuedAt && issuedAt > read + Leeway.Ticks)
            return RefusalCause.IssuedInFuture;
        return null;
    }
}
