// octokit/auth-app.js: issue #65 (a 401 just after a token was made means that it has not been replicated yet), #161 (five seconds of that are enough). Not an
// article: the best published simple fix.
//
// As published: the age is the local wall clock's, read before each send; the waits are 1, 2, 3 s; the token stays the same. A 401 of an older token is the
// caller's. No lock.
// Stated for the lab: a token is replaced 60 s before expires_in, counted on the local wall clock from the answer's arrival, is over.
using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Gives a young token that was refused time to become known.</summary>
[Strategy(
    "young-token-resend",
    Rule = "Refresh 60 s before received + expires_in; on a 401 of a token younger than 5 s wait 1, 2, 3 s and resend the same token; other 401s surface.",
    Source = "octokit/auth-app.js #65, #161")]
[StrategyOption("buffer", StrategyOptionKind.Duration, "60s", Min = "0s", Max = "1d", Description = "How long before its expiry a token is replaced.")]
[StrategyOption(
    "wait",
    StrategyOptionKind.Duration,
    "1s",
    Min = "1ms",
    Max = "1h",
    Description = "The first wait before the token is sent again; the second is twice as long, the third three times.")]
[StrategyOption("youth", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "The age from which a refused token is not sent again.")]
public sealed class YoungTokenResend : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<YoungTokenResend>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ComparatorHandler(environment)
    {
        private readonly TimeSpan _buffer = options.Duration("buffer");
        private readonly TimeSpan _wait = options.Duration("wait");
        private readonly TimeSpan _youth = options.Duration("youth");
        private volatile Held? _held;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_held is not { } held || Now >= held.ReceivedAt + held.Token.Lifetime - _buffer)
                _held = held = await FetchAsync(cancellationToken);

            var age = Now - held.ReceivedAt;
            var response = await CallAsync(request, held.Token.Header, cancellationToken);
            for (var retry = 1; response.StatusCode == HttpStatusCode.Unauthorized && age < _youth; retry++)
            {
                response.Dispose();
                await WaitAsync(retry * _wait, cancellationToken);
                age = Now - held.ReceivedAt;
                response = await CallAsync(Plumbing.Copy(request), held.Token.Header, cancellationToken);
            }

            return response;
        }

        private async Task<Held> FetchAsync(CancellationToken cancellationToken)
        {
            var token = (await AskForTokenAsync(cancellationToken)).ReadOrRaise("Token request failed");
            return new Held(token, Now);
        }

        private sealed record Held(Token Token, DateTimeOffset ReceivedAt);
    }
}
