using SkewLab.Client.Tokens;

namespace SkewLab.Client;

/// <summary>No access token could be had, so the request was not sent.</summary>
/// <remarks>
/// It is an <see cref="HttpRequestException"/>, so code that already handles an unreachable API handles an unreachable token endpoint too.
/// <see cref="HttpRequestException.StatusCode"/> is the token endpoint's status; null when no whole answer came.
/// Neither the message nor a property holds a token, a secret or the endpoint's prose.
/// </remarks>
public sealed class AccessTokenException : HttpRequestException
{
    internal AccessTokenException(TokenFailure failure, TimeSpan retryAfter)
        : base(HttpRequestError.Unknown, Describe(failure, retryAfter), failure.Cause, failure.StatusCode)
    {
        Endpoint = failure.Endpoint;
        OAuthError = failure.OAuthError;
        IsTransient = !failure.IsTerminal;
        RetryAfter = retryAfter;
    }

    /// <value>The token endpoint, without query and user information.</value>
    public Uri Endpoint { get; }

    /// <value>The <c>error</c> code of RFC 6749 section 5.2, such as <c>invalid_grant</c>; null when the answer held none.</value>
    public string? OAuthError { get; }

    /// <value>Whether time may heal it. False: the endpoint refused the credentials or the grant, and someone has to act.</value>
    public bool IsTransient { get; }

    /// <value>
    /// How long from the throw until the token endpoint is asked again, in elapsed time; zero or more. Calls until then fail at once with the same cause, so
    /// retrying earlier is in vain.
    /// </value>
    public TimeSpan RetryAfter { get; }

    private static string Describe(TokenFailure failure, TimeSpan retryAfter)
    {
        var error = failure.OAuthError is { } code ? $", error {code}" : "";
        var status = failure.StatusCode is { } number ? $" (status {(int)number}{error})" : "";
        var next = retryAfter > TimeSpan.Zero ? $" The next try is due in {retryAfter.TotalSeconds:0.###} s." : "";
        return $"Cannot get an access token from {failure.Endpoint}: {failure.Problem}{status}.{next}";
    }
}
