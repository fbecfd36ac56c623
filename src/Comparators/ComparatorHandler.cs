using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>What every strategy does alike and no article is about: ask for a token, send a call, wait.</summary>
/// <param name="environment">The client's world.</param>
/// <param name="isSecretInForm">Whether the client authenticates in the form; else by HTTP Basic, as Python's <c>requests</c> does.</param>
internal abstract class ComparatorHandler(ClientEnvironment environment, bool isSecretInForm = false) : DelegatingHandler
{
    private readonly KeyValuePair<string, string>[] _form = Form(environment, isSecretInForm);
    private readonly AuthenticationHeaderValue? _basic = isSecretInForm ? null : Basic(environment);

    /// <value>The local wall clock.</value>
    protected DateTimeOffset Now => environment.Time.GetUtcNow();

    /// <value>Where the article prints.</value>
    protected ILogger Logger => environment.Logger;

    /// <summary>Waits, on the client's own elapsed time.</summary>
    protected Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, environment.Time, cancellationToken);

    /// <summary>Asks the IdP for a token. The refresh token is the one given, whatever earlier answers brought: no article looks for another.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="timeout">How long the article waits, on the client's own elapsed time; null where none is printed, and only the network gives up.</param>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    protected async Task<TokenAnswer> AskForTokenAsync(CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, environment.TokenEndpoint) { Content = new FormUrlEncodedContent(_form) };
        using var response = await CallAsync(request, _basic, cancellationToken, timeout);
        return new(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Sends a request to where it goes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="authorization">What authorises it; null for nothing.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="timeout">How long the article waits, on the client's own elapsed time; null where none is printed, and only the network gives up.</param>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    protected async Task<HttpResponseMessage> CallAsync(
        HttpRequestMessage request, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        request.Headers.Authorization = authorization;
        if (timeout is not { } limit)
            return await base.SendAsync(request, cancellationToken);

        using var deadline = new CancellationTokenSource(limit, environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await base.SendAsync(request, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer to {request.Method} {request.RequestUri} within {limit}.");
        }
    }

    private static KeyValuePair<string, string>[] Form(ClientEnvironment environment, bool isSecretInForm)
    {
        List<KeyValuePair<string, string>> form = environment.Grant == ClientGrant.RefreshToken
            ? [new("grant_type", "refresh_token"), new("refresh_token", environment.RefreshToken ?? "")]
            : [new("grant_type", "client_credentials")];
        if (isSecretInForm)
            form.AddRange([new("client_id", environment.ClientId), new("client_secret", environment.ClientSecret)]);
        if (environment.Scope is not null)
            form.Add(new("scope", environment.Scope));
        return [.. form];
    }

    // As requests makes it from auth=(id, secret): not form-encoded.
    private static AuthenticationHeaderValue Basic(ClientEnvironment environment) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{environment.ClientId}:{environment.ClientSecret}")));
}
