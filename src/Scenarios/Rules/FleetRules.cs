using SkewLab.FakeIdp.Clients;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about what clients share, and what they ask for.</summary>
internal static class FleetRules
{
    // Those a client has if nothing is said of it are all that the API's routes ask for.
    private static readonly string[] Scopes = new RegisteredClient { Id = "any" }.Scope.Split(' ');

    internal static void Check(Scenario scenario, BoundFile file)
    {
        SharingNeedsSeveral(scenario.Clients, file);
        SharedRefreshTokenNeedsItsGrant(scenario.Clients, file);
        StoredRefreshTokensNeedTheirGrant(scenario.Clients, file);
        ScopesAreKnown(scenario.Clients, file);
    }

    private static void SharingNeedsSeveral(ClientsSection clients, BoundFile file)
    {
        if (clients.Share is not null && clients.Count == 1 && file.IsSound("clients.count"))
            file.ReportValue("clients.share", "needs more than one client: one alone has nobody to share with; write 'count: 12', or leave it out.");
    }

    private static void SharedRefreshTokenNeedsItsGrant(ClientsSection clients, BoundFile file)
    {
        if (clients is { Share: ShareName.RefreshToken, Grant: GrantName.ClientCredentials } && file.IsSound("clients.grant"))
            file.ReportValue("clients.share", "needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken', or 'share: credentials'.");
    }

    private static void StoredRefreshTokensNeedTheirGrant(ClientsSection clients, BoundFile file)
    {
        if (clients is { StoresRefreshTokens: true, Grant: GrantName.ClientCredentials } && file.IsSound("clients.grant"))
            file.ReportValue("clients.storesRefreshTokens", "needs refresh tokens, which the grant clientCredentials has none of; write 'grant: refreshToken', or leave it out.");
    }

    private static void ScopesAreKnown(ClientsSection clients, BoundFile file)
    {
        foreach (var scope in clients.Scope?.Split(' ').Where(scope => !Scopes.Contains(scope)) ?? [])
            file.ReportValue("clients.scope", $"holds '{scope}', which is no scope of the API; {Suggestion.For(scope, Scopes, "scopes")}");
    }
}
