// Article 002, the first answer: lines 39 (subtract 5-10 seconds from exp), 46-58 (the check), 60-62 (its use), with the refresh and the call of the question,
// lines 11-29.
//
// As printed: line 53 compares exp, a time of the IdP's clock, with the local wall clock; nobody retries and nobody locks. Line 47 decodes the token anew
// before each call and raises on an opaque one; line 48 raises on a JWT without exp. A refresh that is refused is not noticed, as in the question.
// Printed nowhere: that a first token must be fetched. A call without any fetches one, and is not checked again.
using System.Net;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Gets another token when the local wall clock comes close to the token's <c>exp</c>.</summary>
[Strategy(
    "exp-minus-5s",
    Rule = "Refresh when exp, read from the JWT unverified, is less than 5 s ahead of the wall clock: no retry, no lock.",
    Source = "article 002, lines 39-62")]
[StrategyOption("buffer", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "How long before exp a token is replaced.")]
public sealed class ExpMinus5s : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient<ExpMinus5s>(environment, options => new Handler(environment, options));

    private sealed class Handler(ClientEnvironment environment, StrategyOptions options) : ComparatorHandler(environment)
    {
        private readonly TimeSpan _buffer = options.Duration("buffer");
        private volatile Token? _token;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_token is not { } token || ExpiryOf(token) - Now < _buffer)
                await RefreshAsync(cancellationToken);
            return await CallAsync(request, _token?.Header, cancellationToken);
        }

        private static DateTimeOffset ExpiryOf(Token token) => UnverifiedJwt.Decode(token.Value).ExpiresAt ?? throw new KeyNotFoundException("exp");

        private async Task RefreshAsync(CancellationToken cancellationToken)
        {
            var answer = await AskForTokenAsync(cancellationToken);
            if (answer.Status == HttpStatusCode.OK)
                _token = answer.Read();
        }
    }
}
