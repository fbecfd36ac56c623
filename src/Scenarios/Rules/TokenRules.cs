using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the access tokens that are issued.</summary>
internal static class TokenRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        IdpTakesItsSettings(scenario, file);
        CachedTokensLive(scenario, file);
        if (scenario.Idp.Tokens.Format != TokenFormat.Opaque || !file.IsSound("idp.tokens.format")) return;
        OpaqueTokensHaveNoAlgorithm(scenario, file);
        OpaqueTokensHaveNoKeys(scenario, file);
        OpaqueTokensNeedNoKeySet(scenario, file);
    }

    private static void IdpTakesItsSettings(Scenario scenario, BoundFile file)
    {
        foreach (var problem in ServerSettings.SettingsOf(scenario.Idp).Check())
        {
            var section = problem.Field == "reuseGrace" ? "idp.refreshTokens" : "idp.tokens";
            if (file.IsSound($"{section}.{problem.Field}"))
                file.Report(problem, section);
        }
    }

    private static void CachedTokensLive(Scenario scenario, BoundFile file)
    {
        var (tokens, path) = (scenario.Idp.Tokens, "idp.tokens.cachedUntil");
        if (tokens.CachedUntil is { } until && file.IsSound(path) && file.IsSound("idp.tokens.lifetime") && until >= tokens.Lifetime)
            file.ReportValue(path, $"is not shorter than the lifetime, {DurationText.Format(tokens.Lifetime)}: no token would be handed out twice; write less, or leave it out.");
    }

    private static void OpaqueTokensHaveNoAlgorithm(Scenario scenario, BoundFile file)
    {
        if (scenario.Idp.Tokens.Algorithm != new TokensSection().Algorithm)
            file.ReportValue("idp.tokens.algorithm", "needs 'format: jwt': an opaque token is not signed; leave it out.");
    }

    private static void OpaqueTokensNeedNoKeySet(Scenario scenario, BoundFile file)
    {
        foreach (var path in scenario.Api.Node.Keys.Select(name => ScenarioPath.Key("api.node", name)).Prepend("api.each").Where(path => file.IsGiven($"{path}.keySet")))
            file.ReportKey(path, "keySet", "needs 'format: jwt' under 'idp.tokens': an opaque token is not signed; leave it out.");
    }

    private static void OpaqueTokensHaveNoKeys(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Timeline.Count; i++)
        {
            var path = ScenarioPath.Item("timeline", i);
            if (file.IsGiven($"{path}.rotateKeys") && file.IsSound($"{path}.rotateKeys"))
                file.ReportKey(path, "rotateKeys", "needs 'format: jwt' under 'idp.tokens': an opaque token is not signed; leave it out.");
        }
    }
}
