using System.Net;
using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Subtracts its own clock from the date in Retry-After.</summary>
[Strategy(
    "retry-after-date",
    Rule = "On a 429 sleep until the date in Retry-After, by the local wall clock, and send again; on token requests, too.",
    Source = "openai/openai-java#853")]
public sealed class RetryAfterDate : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : RetryingHandler(environment)
    {
        protected override async Task<HttpResponseMessage> SendToNetworkAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendToNetworkAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter?.Date is not { } date)
                return response;
            response.Dispose();
            await WaitAsync(date - Now, cancellationToken);
            return await base.SendToNetworkAsync(Copy(request), cancellationToken);
        }
    }
}

/// <summary>Ends a request with its body before it sends the body again.</summary>
[Strategy(
    "spent-body", Rule = "On a 401 get a token and resend the content of the first request, which was disposed with it.", Source = "Jericho/StrongGrid#188")]
public sealed class SpentBody : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : RetryingHandler(environment)
    {
        protected override Task<HttpResponseMessage> ResendAsync(
            HttpRequestMessage request, HttpResponseMessage refusal, HeldToken token, CancellationToken cancellationToken)
        {
            refusal.Dispose();
            var copy = Copy(request);
            request.Dispose();
            return CallAsync(copy, token, cancellationToken);
        }
    }
}

/// <summary>Sends again, and answers with what came first.</summary>
[Strategy("first-response", Rule = "On a 401 get a token and resend, then return the first response.", Source = "Jericho/StrongGrid#188 and others")]
public sealed class FirstResponse : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : RetryingHandler(environment)
    {
        protected override async Task<HttpResponseMessage> ResendAsync(
            HttpRequestMessage request, HttpResponseMessage refusal, HeldToken token, CancellationToken cancellationToken)
        {
            (await CallAsync(Copy(request), token, cancellationToken)).Dispose();
            return refusal;
        }
    }
}

/// <summary>Renews a token 75 s before its end, and once more after a 401.</summary>
internal abstract class RetryingHandler(ClientEnvironment environment) : TokenHandler(environment)
{
    private HeldToken? _held;

    protected sealed override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_held is null || Now >= _held.ExpiresAt - Buffer)
            _held = await FetchAsync(cancellationToken);
        var response = await CallAsync(request, _held, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return response;
        _held = await FetchAsync(cancellationToken);
        return await ResendAsync(request, response, _held, cancellationToken);
    }

    /// <summary>Sends a refused request again; here as it should be.</summary>
    protected virtual Task<HttpResponseMessage> ResendAsync(
        HttpRequestMessage request, HttpResponseMessage refusal, HeldToken token, CancellationToken cancellationToken)
    {
        refusal.Dispose();
        return CallAsync(Copy(request), token, cancellationToken);
    }

    protected static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = request.Content };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (key, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options).Add(key, value);
        return copy;
    }
}
