using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Model;
using SkewLab.Testing.Control;
using SkewLab.Testing.Nodes;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Endpoints;

/// <summary>What the IdP issues, how API nodes judge, and when they learn of news.</summary>
internal static class PolicyEndpoints
{
    // As a scenario has it that says keySet and no more.
    private static readonly KeySetCache Usual = new(new KeySetSection().MaxAge, new KeySetSection().CoolDown);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/policy", (ControlTarget target) => Show(target.Lab))
            .WithSummary("What the IdP issues, how the API judges and when its nodes learn of news.");
        routes.MapPatch("/policy", (ControlTarget target, JsonBody<Policy> body) => target.World.Change(lab => Change(lab, body)))
            .WithSummary(
                "Changes what is given and leaves the rest. Tokens already issued stay as they are; another algorithm signs after the next key rotation. "
                + "api.keySet is how long a node keeps its copy of the key set, idp.jwksMaxAge how long clients are told to.")
            .WithMetadata(new BodyExample("""{"idp":{"lifetime":"20s"},"api":{"leeway":"5s"},"learns":{"api-3":{"token":"800ms"}}}"""));
    }

    /// <summary>Changes what is given, all of it or nothing. Called in the lab's turn: what others change meanwhile is not undone.</summary>
    public static Policy Change(LabState lab, JsonBody<Policy> body)
    {
        var change = body.Value;
        var idp = change.Idp is { } forIdp ? With(lab.Idp.Settings, forIdp) : null;
        var api = change.Api is { } forApi ? lab.Api.Select(node => With(node.Settings, forApi)).ToList() : [];
        if (idp is not null)
            SettingRules.Require(body.Json, idp.Check(), field => $"idp.{field}");
        foreach (var settings in api)
            SettingRules.Require(body.Json, settings.Check(), FieldOf);
        var learns = change.Learns ?? new Dictionary<string, LearnsPolicy>();
        foreach (var name in learns.Keys)
        {
            if (!lab.Api.Any(node => node.Name == name))
                throw new ControlProblem(400, $"There is no such API node; there are api-1 to api-{lab.Api.Count}.", $"learns.{name}", "{}");
        }

        if (idp is not null)
            lab.Idp.Settings = idp;
        foreach (var (node, settings) in lab.Api.Zip(api))
            node.Settings = settings;
        foreach (var (name, news) in learns)
            Learn(lab.PropagationOf(name), news);
        return Show(lab);
    }

    private static string FieldOf(string setting) => setting switch
    {
        "validator.leeway" => "api.leeway",
        "keySetCache.maxAge" => "api.keySet.maxAge",
        "keySetCache.coolDown" => "api.keySet.coolDown",
        _ => $"api.{setting}",
    };

    private static Policy Show(LabState lab) => new()
    {
        Idp = Show(lab.Idp.Settings),
        Api = Show(lab.Api[0].Settings),
        Learns = lab.Api.ToDictionary(node => node.Name, node => Show(lab.PropagationOf(node.Name))),
    };

    private static IdpPolicy Show(IdpSettings idp) => new()
    {
        Lifetime = idp.Lifetime,
        Format = idp.Format,
        Algorithm = idp.Algorithm,
        NotBefore = idp.NotBefore,
        RefreshMode = idp.RefreshMode,
        ReuseGrace = idp.ReuseGrace,
        RevokeOnRefresh = idp.RevokeOnRefresh,
        CachedUntil = idp.CachedUntil,
        ExpiresIn = idp.ExpiresIn,
        CodeLifetime = idp.CodeLifetime,
        Issuer = idp.Issuer,
        Audience = idp.Audience,
        AssertionValidator = idp.AssertionValidator.Name,
        AssertionReach = idp.AssertionReach,
        HeaderType = idp.HeaderType,
        TopLevelIssuedAt = idp.TopLevelIssuedAt,
        JwksMaxAge = idp.JwksMaxAge,
    };

    private static ApiPolicy Show(ApiSettings api) => new()
    {
        Validator = api.Validator.Name,
        Leeway = api.Validator.Leeway,
        CheckNotBefore = api.Validator.ChecksNotBefore,
        CheckIssuedAt = api.Validator.ChecksIssuedAt,
        EnforceScopes = api.EnforceScopes,
        MissingScopeStatus = api.MissingScopeStatus,
        PropagatingStatus = api.PropagatingStatus,
        KeySet = api.KeySetCache is { } cache ? new() { MaxAge = cache.MaxAge, CoolDown = cache.CoolDown } : null,
    };

    private static LearnsPolicy Show(NodePropagation learns) => new()
    {
        Token = learns.LearnsTokenAfter,
        Revocation = learns.LearnsRevocationAfter,
        Key = learns.LearnsKeyAfter,
    };

    private static IdpSettings With(IdpSettings idp, IdpPolicy change) => idp with
    {
        Lifetime = change.Lifetime ?? idp.Lifetime,
        Format = change.Format ?? idp.Format,
        Algorithm = change.Algorithm ?? idp.Algorithm,
        NotBefore = change.NotBefore ?? idp.NotBefore,
        RefreshMode = change.RefreshMode ?? idp.RefreshMode,
        ReuseGrace = change.ReuseGrace ?? idp.ReuseGrace,
        RevokeOnRefresh = change.RevokeOnRefresh ?? idp.RevokeOnRefresh,
        CachedUntil = change.CachedUntil ?? idp.CachedUntil,
        ExpiresIn = change.ExpiresIn ?? idp.ExpiresIn,
        CodeLifetime = change.CodeLifetime ?? idp.CodeLifetime,
        Issuer = change.Issuer ?? idp.Issuer,
        Audience = change.Audience ?? idp.Audience,
        AssertionValidator = Preset(change.AssertionValidator, "idp.assertionValidator") ?? idp.AssertionValidator,
        AssertionReach = change.AssertionReach ?? idp.AssertionReach,
        HeaderType = change.HeaderType ?? idp.HeaderType,
        TopLevelIssuedAt = change.TopLevelIssuedAt ?? idp.TopLevelIssuedAt,
        JwksMaxAge = change.JwksMaxAge ?? idp.JwksMaxAge,
    };

    private static ApiSettings With(ApiSettings api, ApiPolicy change)
    {
        var preset = Preset(change.Validator, "api.validator") ?? api.Validator;
        return api with
        {
            Validator = preset with
            {
                Leeway = change.Leeway ?? preset.Leeway,
                ChecksNotBefore = change.CheckNotBefore ?? preset.ChecksNotBefore,
                ChecksIssuedAt = change.CheckIssuedAt ?? preset.ChecksIssuedAt,
            },
            EnforceScopes = change.EnforceScopes ?? api.EnforceScopes,
            MissingScopeStatus = change.MissingScopeStatus ?? api.MissingScopeStatus,
            PropagatingStatus = change.PropagatingStatus ?? api.PropagatingStatus,
            KeySetCache = change.KeySet is { } keySet ? With(api.KeySetCache ?? Usual, keySet) : api.KeySetCache,
        };
    }

    private static KeySetCache With(KeySetCache cache, KeySetPolicy change) => new(change.MaxAge ?? cache.MaxAge, change.CoolDown ?? cache.CoolDown);

    private static void Learn(NodePropagation learns, LearnsPolicy change)
    {
        learns.LearnsTokenAfter = change.Token ?? learns.LearnsTokenAfter;
        learns.LearnsRevocationAfter = change.Revocation ?? learns.LearnsRevocationAfter;
        learns.LearnsKeyAfter = change.Key ?? learns.LearnsKeyAfter;
    }

    private static ValidatorPreset? Preset(string? name, string field) => name is null ? null
        : ValidatorPreset.Find(name) ?? throw new ControlProblem(400, $"This is one of {string.Join(", ", ValidatorPreset.All.Select(preset => preset.Name))}.",
            field, name);
}
