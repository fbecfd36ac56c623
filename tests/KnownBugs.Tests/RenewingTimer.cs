using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Renews by a timer and never looks at the clock when it sends.</summary>
[Strategy(
    "renewing-timer",
    Rule = "A timer renews 60 s before exp by the wall clock, at once where that has passed; calls send whatever there is.",
    Source = "okta/okta-oidc-js#894, Bdaya-Dev/oidc#123, authts/oidc-client-ts#251")]
public sealed class RenewingTimer : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(60);
        private Task<TokenInHand>? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            await CallAsync(request, await (_token ??= AskAndRenewAsync()), cancellationToken);

        private async Task<TokenInHand> AskAndRenewAsync()
        {
            var token = await AskAsync();
            _ = RenewAsync(token);
            return token;
        }

        private async Task RenewAsync(TokenInHand token)
        {
            var due = token.ExpiresAt - Now - RenewBefore;
            if (due > TimeSpan.Zero)
                await Task.Delay(due, Time);
            _token = Task.FromResult(await AskAndRenewAsync());
        }
    }
}
