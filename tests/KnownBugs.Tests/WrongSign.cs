using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Takes the allowance for skew from the local time, where it belongs on top of it.</summary>
[Strategy("wrong-sign", Rule = "Refresh when exp lies before the wall clock less 60 s.", Source = "spring-projects/spring-security#7511")]
public sealed class WrongSign : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
        private TokenInHand? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || token.ExpiresAt < Now - Skew)
                _token = token = await AskAsync(cancellationToken);
            return await CallAsync(request, token, cancellationToken);
        }
    }
}
