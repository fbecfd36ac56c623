using System.Net;
using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Counts the pause between two forced renewals on the wall clock.</summary>
[Strategy(
    "wall-cool-down",
    Rule = "On a 401 renew and resend, but not within 30 s of the last time by the wall clock.",
    Source = "vm0-ai/vm0#19170, openai/openai-node#2609")]
public sealed class WallCoolDown : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(30);
        private TokenInHand? _token;
        private DateTimeOffset _forcedAt;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await CallAsync(request, _token ??= await AskAsync(cancellationToken), cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized || Now < _forcedAt + CoolDown)
                return response;

            response.Dispose();
            _forcedAt = Now;
            _token = await AskAsync(cancellationToken);
            return await CallAsync(new(request.Method, request.RequestUri), _token, cancellationToken);
        }
    }
}
