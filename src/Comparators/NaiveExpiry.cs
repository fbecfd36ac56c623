// Article 002, the question: lines 5-7 (hold the token until it expires, then refresh), 11-22 (the refresh), 26-29 (the call).
//
// As printed: no lock, no margin, no retry. Line 14 reads a refresh token that nothing ever writes, so one that the answer brings is ignored.
// Line 22 returns False when the endpoint refuses and no caller looks at it, so the call goes out with the old token,
// or, before the first one, without any.
// Printed nowhere: how "expires" is told (line 5). The plainest reading is used: the answer's expires_in, counted on the local wall clock from the answer's
// arrival.
// The article shows no client authentication either; the lab's IdP asks for it, so the request carries it. Neither request has a time-out: only the network
// ends a wait.
using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Uses a token until the local wall clock says that it has expired, then gets another.</summary>
[Strategy(
    "naive-expiry",
    Rule = "Use the token until the wall clock reaches received + expires_in, then refresh: no margin, no retry, no lock.",
    Source = "article 002, lines 5-29")]
public sealed class NaiveExpiry : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<NaiveExpiry>(environment, _ => new Handler(environment));

    private sealed class Handler(ClientEnvironment environment) : ComparatorHandler(environment)
    {
        // Two globals, as in the article, one object here: a reader never sees the token of one answer with the expiry of another.
        private volatile Held? _held;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_held is not { } held || Now >= held.Expiry)
                await RefreshAsync(cancellationToken);
            return await CallAsync(request, _held?.Token.Header, cancellationToken);
        }

        private async Task RefreshAsync(CancellationToken cancellationToken)
        {
            var answer = await AskForTokenAsync(cancellationToken);
            if (answer.Status != HttpStatusCode.OK)
                return;
            var token = answer.Read();
            _held = new Held(token, Now + token.Lifetime);
        }

        private sealed record Held(Token Token, DateTimeOffset Expiry);
    }
}
