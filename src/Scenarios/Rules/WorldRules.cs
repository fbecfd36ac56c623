using System.Text.RegularExpressions;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about the scenario as a whole: format, name, grants, strategies and expectations.</summary>
internal static partial class WorldRules
{
    private static readonly string[] Excuses = ["limit", "pending"];

    internal static void Check(Scenario scenario, BoundFile file)
    {
        FormatIsKnown(scenario, file);
        NameIsKebabCase(scenario, file);
        RotationNeedsRefreshTokens(scenario, file);
        GraceNeedsRotation(scenario, file);
        RevocationNeedsRefreshTokens(scenario, file);
        SomeStrategyIsTested(scenario, file);
        LabelsAreKebabCase(scenario, file);
        StrategiesAreListedOnce(scenario, file);
        ExpectationsMeetStrategies(scenario, file);
        ExpectationsDemandSomething(scenario, file);
    }

    private static void FormatIsKnown(Scenario scenario, BoundFile file)
    {
        if (file.IsSound("lab") && scenario.Lab != 1) file.ReportValue("lab", "is a format that is not known; write 'lab: 1'.");
    }

    private static void NameIsKebabCase(Scenario scenario, BoundFile file)
    {
        if (file.IsSound("name") && !KebabCase().IsMatch(scenario.Name))
            file.ReportValue("name", "is not in kebab-case; write small letters, digits and single hyphens, as in 'post-refresh-401'.");
    }

    private static void RotationNeedsRefreshTokens(Scenario scenario, BoundFile file)
    {
        if (scenario.Idp.RefreshTokens.Mode != RefreshMode.Keep && UsesClientCredentials(scenario, file))
            file.ReportValue("idp.refreshTokens.mode", "needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken' under 'clients'.");
    }

    private static void GraceNeedsRotation(Scenario scenario, BoundFile file)
    {
        var section = scenario.Idp.RefreshTokens;
        if (section.ReuseGrace > TimeSpan.Zero && section.Mode is RefreshMode.Keep or RefreshMode.Omit && file.IsSound("idp.refreshTokens.mode"))
            file.ReportValue("idp.refreshTokens.reuseGrace", "needs 'mode: rotate' or 'mode: rotateDetectReuse'; a refresh token that is kept is never reused.");
    }

    private static void RevocationNeedsRefreshTokens(Scenario scenario, BoundFile file)
    {
        if (scenario.Idp.RevokeOnRefresh && UsesClientCredentials(scenario, file))
            file.ReportValue("idp.revokeOnRefresh", "needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken' under 'clients'.");
    }

    private static void LabelsAreKebabCase(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Strategies.Count; i++)
        {
            var path = $"{ScenarioPath.Item("strategies", i)}.as";
            if (scenario.Strategies[i].As is { } label && file.IsSound(path) && !KebabCase().IsMatch(label))
                file.ReportValue(path, "is not in kebab-case; write small letters, digits and single hyphens, as in 'exp-minus-10s'.");
        }
    }

    private static void SomeStrategyIsTested(Scenario scenario, BoundFile file)
    {
        if (scenario.Strategies.Count == 0 && file.IsSound("strategies")) file.Report("strategies", "no strategy is tested; name at least one, as in 'strategies: [ naive-expiry ]'.");
    }

    private static void StrategiesAreListedOnce(Scenario scenario, BoundFile file)
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < scenario.Strategies.Count; i++)
        {
            var path = ScenarioPath.Item("strategies", i);
            var (strategy, at) = (scenario.Strategies[i], new[] { $"{path}.as", $"{path}.name", path }.First(file.IsGiven));
            if (strategy.Label is not null && file.IsSound(at) && !seen.Add(strategy.Label)) file.ReportValue(at, "is listed twice; name each strategy once, or tell them apart by 'as', as in '{ name: exp-minus-5s, as: exp-minus-10s, buffer: 10s }'.");
        }
    }

    private static void ExpectationsMeetStrategies(Scenario scenario, BoundFile file)
    {
        if (!file.IsSound("strategies")) return;
        foreach (var name in scenario.Expect.Keys.Where(name => name != "*" && scenario.Strategies.All(strategy => strategy.Label != name)))
        {
            var nearest = Suggestion.Nearest(name, [.. scenario.Strategies.Select(strategy => strategy.Label).OfType<string>()]);
            file.ReportKey("expect", name, $"is neither '*' nor in this scenario's strategies; {(nearest is null ? $"add it there, or leave this out." : $"did you mean '{nearest}'?")}");
        }
    }

    private static void ExpectationsDemandSomething(Scenario scenario, BoundFile file)
    {
        foreach (var name in scenario.Expect.Keys)
        {
            var path = ScenarioPath.Key("expect", name);
            if (file.IsEmpty(path)) file.ReportKey("expect", name, "demands nothing; write what must hold, as in 'requires: { surfaced401: 0 }', or leave it out.");
            if (file.IsEmpty($"{path}.reproduces")) file.ReportKey(path, "reproduces", "demands nothing; name a metric, as in 'reproduces: { surfaced401: >= 1 }', or leave it out.");
            var section = scenario.Expect[name];
            foreach (var key in Excuses.Where(key => file.IsGiven($"{path}.{key}") && section.Requires.Count == 0 && file.IsSound($"{path}.requires")))
                file.ReportKey(path, key, "says why 'requires' cannot hold, and nothing is required; add what would have to hold, as in 'requires: { surfaced401: 0 }'.");
            if (section.Limit is not null && section.Pending is not null) file.ReportKey(path, "pending", "stands beside 'limit': what no client can do is not waited for; keep one of them.");
            if (file.IsEmpty($"{path}.requires")) file.ReportKey(path, "requires", "demands nothing; name a metric, as in 'requires: { surfaced401: 0 }', or leave it out.");
        }
    }

    private static bool UsesClientCredentials(Scenario scenario, BoundFile file) => scenario.Clients.Grant == GrantName.ClientCredentials && file.IsSound("clients.grant");

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex KebabCase();
}
