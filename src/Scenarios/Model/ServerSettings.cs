using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Scenarios.Model;

/// <summary>A scenario's words for the servers as the nodes know them: one translation for worlds and for the live lab, so that neither forgets a key.</summary>
public static class ServerSettings
{
    /// <summary>What the IdP issues. The seed is the caller's to set.</summary>
    public static IdpSettings SettingsOf(IdpSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new()
        {
            Lifetime = section.Tokens.Lifetime,
            Format = section.Tokens.Format,
            Algorithm = section.Tokens.Algorithm,
            NotBefore = section.Tokens.NotBefore,
            CachedUntil = section.Tokens.CachedUntil,
            ExpiresIn = section.Tokens.ExpiresIn,
            RefreshMode = section.RefreshTokens.Mode,
            ReuseGrace = section.RefreshTokens.ReuseGrace,
            RevokeOnRefresh = section.RevokeOnRefresh,
        };
    }

    /// <summary>How one API node judges.</summary>
    /// <param name="section">What is true of the API.</param>
    /// <param name="node">What is true of the node, <see cref="ApiSection.NodeCalled"/>.</param>
    public static ApiSettings SettingsOf(ApiSection section, ApiNodeSection node)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(node);
        var preset = ValidatorPreset.Find(section.Validator.Preset)!;
        return new()
        {
            Validator = preset with { Leeway = section.Validator.Leeway ?? preset.Leeway, ChecksIssuedAt = section.Validator.CheckIssuedAt ?? preset.ChecksIssuedAt },
            MissingScopeStatus = section.MissingScopeIs401 ? 401 : 403,
            PropagatingStatus = section.PropagatingIs403 ? 403 : 401,
            KeySetCache = node.KeySet is { } keySet ? new(keySet.MaxAge, keySet.CoolDown) : null,
        };
    }

    /// <summary>A client of a scenario, as the IdP knows it.</summary>
    /// <param name="id">Its identifier, <see cref="ClientsSection.IdOf"/>.</param>
    public static RegisteredClient ClientCalled(string id) => new() { Id = id, Secret = $"{id}-secret" };

    /// <summary>How fast a client may be.</summary>
    public static RateLimit LimitOf(RateLimitSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new(section.Rate.Count, section.Rate.Period, section.Burst);
    }
}
