using System.Net;
using Polly;
using Polly.Retry;
using SkewLab.Client;

namespace TakeHome;

/// <summary>What is worth another call. It knows nothing of tokens: a 401 is the business of the layer inside.</summary>
/// <remarks><c>Microsoft.Extensions.Http.Resilience</c> does the same with <c>AddStandardResilienceHandler()</c>, in the same place.</remarks>
internal static class Resilience
{
    public static ResiliencePipeline<HttpResponseMessage> Pipeline() => new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = arguments => ValueTask.FromResult(IsWorthAnotherCall(arguments.Outcome)),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            DelayGenerator = arguments => ValueTask.FromResult(AskedDelay(arguments.Outcome)),
            OnRetry = arguments =>
            {
                arguments.Outcome.Result?.Dispose();
                return default;
            },
        })
        .Build();

    private static bool IsWorthAnotherCall(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        // Bad credentials do not heal by asking again.
        { Exception: AccessTokenException { IsTransient: false } } => false,
        { Exception: HttpRequestException } => true,
        { Result.StatusCode: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => true,
        _ => false,
    };

    // No token request leaves earlier, so no call needs to try earlier. Null: the delay above.
    private static TimeSpan? AskedDelay(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: AccessTokenException { RetryAfter: var pause } } when pause > TimeSpan.Zero => pause,
        { Result.Headers.RetryAfter.Delta: { } pause } => pause,
        _ => null,
    };
}

/// <summary>Runs each call through a resilience pipeline.</summary>
internal sealed class ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        pipeline.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken).AsTask();
}
