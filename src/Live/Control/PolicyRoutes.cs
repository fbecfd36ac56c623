using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Nodes;
using SkewLab.Testing.Worlds;


namespace SkewLab.Testing.Control;

/// <summary>What the IdP issues, how API nodes judge, and when they learn of news.</summary>
internal static class PolicyRoutes
{
    // As a scenario has it that says keySet and no more.
    private static readonly KeySetCache Usual = new(new KeySetSection().MaxAge, new KeySetSection().CoolDown);

    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        ControlRoute.Of("GET", "/policy", "What the IdP issues, how the API judges and when its nodes learn of news.", (live, _) => Show(live.Lab)),
        ControlRoute.Of(
            "PATCH",
            "/policy",
            "Changes what is given and leaves the rest. Tokens already issued stay as they are; another algorithm signs after the next key rotation. api.keySet is how long a node keeps its copy of the key set, idp.jwksMaxAge how long clients are told to.",
            Change,
            """{"idp":{"lifetime":"20s"},"api":{"leeway":"5s"},"learns":{"api-3":{"token":"800ms"}}}"""),
    ];

    private static object Show(Lab lab) => new
    {
        Idp = Show(lab.Idp.Settings),
        Api = Show(lab.Api[0].Settings),
        Learns = lab.Api.ToDictionary(node => node.Name, node => Show(lab.PropagationOf(node.Name))),
    };

    private static object Show(IdpSettings idp) => new
    {
        Lifetime = DurationText.Format(idp.Lifetime),
        idp.Format,
        Algorithm = idp.Algorithm.ToString(),
        idp.NotBefore,
        idp.RefreshMode,
        ReuseGrace = DurationText.Format(idp.ReuseGrace),
        idp.RevokeOnRefresh,
        idp.HeaderType,
        idp.TopLevelIssuedAt,
        JwksMaxAge = idp.JwksMaxAge is { } age ? DurationText.Format(age) : null,
    };

    private static object Show(ApiSettings api) => new
    {
        Validator = api.Validator.Name,
        Leeway = DurationText.Format(api.Validator.Leeway),
        CheckNotBefore = api.Validator.ChecksNotBefore,
        CheckIssuedAt = api.Validator.ChecksIssuedAt,
        api.EnforceScopes,
        api.MissingScopeStatus,
        api.PropagatingStatus,
        KeySet = api.KeySetCache is { } cache ? new { MaxAge = DurationText.Format(cache.MaxAge), CoolDown = DurationText.Format(cache.CoolDown) } : null,
    };

    private static object Show(NodePropagation learns) => new
    {
        Token = DurationText.Format(learns.LearnsTokenAfter),
        Revocation = DurationText.Format(learns.LearnsRevocationAfter),
        Key = DurationText.Format(learns.LearnsKeyAfter),
    };

    private static object Change(LiveLab live, ControlRequest request)
    {
        var lab = live.Lab;
        var body = request.Body("idp", "api", "learns");
        // All of it is read before any of it counts, and what others change meanwhile is not undone.
        lock (live.Gate)
            return Change(lab, body);
    }

    private static object Change(Lab lab, Fields body)
    {
        var idp = body.Object("idp", "lifetime", "format", "algorithm", "notBefore", "refreshMode", "reuseGrace", "revokeOnRefresh", "headerType", "topLevelIssuedAt", "jwksMaxAge") is { } forIdp ? With(lab.Idp.Settings, forIdp) : null;
        var api = body.Object("api", "validator", "leeway", "checkNotBefore", "checkIssuedAt", "enforceScopes", "missingScopeStatus", "propagatingStatus", "keySet") is { } forApi
            ? lab.Api.Select(node => With(node.Settings, forApi)).ToList()
            : null;
        var learns = body.Object("learns") is { } forNodes ? forNodes.Names.Select(name => LearnsOf(lab, forNodes, name)).ToList() : [];
        if (idp is not null)
            lab.Idp.Settings = idp;
        foreach (var (node, settings) in lab.Api.Zip(api ?? []))
            node.Settings = settings;
        learns.ForEach(change => change());
        return Show(lab);
    }

    private static IdpSettings With(IdpSettings idp, Fields fields) => idp with
    {
        Lifetime = fields.Duration("lifetime") is not { } lifetime ? idp.Lifetime
            : LifetimeRule.Allows(lifetime) ? lifetime
            : throw fields.Bad("lifetime", LifetimeRule.Text),
        Format = fields.Word<TokenFormat>("format") ?? idp.Format,
        Algorithm = fields.Word<SigningAlgorithm>("algorithm") ?? idp.Algorithm,
        NotBefore = fields.Flag("notBefore") ?? idp.NotBefore,
        RefreshMode = fields.Word<RefreshMode>("refreshMode") ?? idp.RefreshMode,
        ReuseGrace = fields.PositiveDuration("reuseGrace") ?? idp.ReuseGrace,
        RevokeOnRefresh = fields.Flag("revokeOnRefresh") ?? idp.RevokeOnRefresh,
        HeaderType = fields.Text("headerType") ?? idp.HeaderType,
        TopLevelIssuedAt = fields.Flag("topLevelIssuedAt") ?? idp.TopLevelIssuedAt,
        JwksMaxAge = fields.PositiveDuration("jwksMaxAge") ?? idp.JwksMaxAge,
    };

    private static ApiSettings With(ApiSettings api, Fields fields)
    {
        var preset = fields.Text("validator") is not { } name ? api.Validator
            : ValidatorPreset.Find(name) ?? throw fields.Bad("validator", $"This is one of {string.Join(", ", ValidatorPreset.All.Select(preset => preset.Name))}.");
        return api with
        {
            Validator = preset with
            {
                Leeway = fields.PositiveDuration("leeway") ?? preset.Leeway,
                ChecksNotBefore = fields.Flag("checkNotBefore") ?? preset.ChecksNotBefore,
                ChecksIssuedAt = fields.Flag("checkIssuedAt") ?? preset.ChecksIssuedAt,
            },
            EnforceScopes = fields.Flag("enforceScopes") ?? api.EnforceScopes,
            MissingScopeStatus = Status(fields, "missingScopeStatus") ?? api.MissingScopeStatus,
            PropagatingStatus = Status(fields, "propagatingStatus") ?? api.PropagatingStatus,
            KeySetCache = fields.Object("keySet", "maxAge", "coolDown") is { } keySet ? With(api.KeySetCache ?? Usual, keySet) : api.KeySetCache,
        };
    }

    private static KeySetCache With(KeySetCache cache, Fields fields) => new(fields.PositiveDuration("maxAge") ?? cache.MaxAge, fields.PositiveDuration("coolDown") ?? cache.CoolDown);

    private static int? Status(Fields fields, string name) => fields.Whole(name, 401, 403) is 402 ? throw fields.Bad(name, "This is 401 or 403.") : fields.Whole(name, 401, 403);

    private static Action LearnsOf(Lab lab, Fields nodes, string name)
    {
        if (!lab.Api.Any(node => node.Name == name))
            throw nodes.Bad(name, $"There is no such API node; there are api-1 to api-{lab.Api.Count}.");
        var fields = nodes.Object(name, "token", "revocation", "key") ?? throw nodes.Bad(name, "This is a JSON object.");
        var (token, revocation, key) = (fields.PositiveDuration("token"), fields.PositiveDuration("revocation"), fields.PositiveDuration("key"));
        return () =>
        {
            var learns = lab.PropagationOf(name);
            learns.LearnsTokenAfter = token ?? learns.LearnsTokenAfter;
            learns.LearnsRevocationAfter = revocation ?? learns.LearnsRevocationAfter;
            learns.LearnsKeyAfter = key ?? learns.LearnsKeyAfter;
        };
    }
}
