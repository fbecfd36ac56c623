using Microsoft.Extensions.Http.Resilience;
using Polly;
using SkewLab.Client;

namespace TakeHome;

/// <summary>What the standard resilience handler has to be told of tokens. It knows no 401: that is the business of the layer inside.</summary>
internal static class Resilience
{
    public static void Configure(HttpStandardResilienceOptions options)
    {
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnotherCall(arguments.Outcome));
        options.CircuitBreaker.ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnotherCall(arguments.Outcome));

        // No token request leaves earlier, so no call needs to try earlier. For the rest the API's Retry-After counts, and the delay above.
        var askedByApi = options.Retry.DelayGenerator!;
        options.Retry.DelayGenerator = arguments => arguments.Outcome.Exception is AccessTokenException { RetryAfter: var pause } && pause > TimeSpan.Zero
            ? ValueTask.FromResult<TimeSpan?>(pause)
            : askedByApi(arguments);
    }

    // Bad credentials do not heal by asking again.
    private static bool IsWorthAnotherCall(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is not AccessTokenException { IsTransient: false } && HttpClientResiliencePredicates.IsTransient(outcome);
}
