using System.Net;

namespace SkewLab.Client;

/// <summary>No access token could be had, so the request was not sent.</summary>
/// <remarks>
/// It is an <see cref="HttpRequestException"/>, so code that already handles an unreachable API handles an unreachable token endpoint too.
/// <see cref="HttpRequestException.StatusCode"/> is the token endpoint's status; null when no whole answer came.
/// Neither the message nor a property holds a token, a secret or the endpoint's prose.
/// </remarks>
public sealed class AccessTokenException : HttpRequestException
{
    internal AccessTokenException(Uri endpoint, string problem, HttpStatusCode? statusCode, string? oauthError, Exception? inner)
        : base(HttpRequestError.Unknown, Describe(endpoint, problem, statusCode, oauthError), inner, statusCode)
    {
        Endpoint = endpoint;
        OAuthError = oauthError;
    }

    /// <value>The token endpoint, without query and user information.</value>
    public Uri Endpoint { get; }

    /// <value>The <c>error</c> code of RFC 6749 section 5.2, such as <c>invalid_grant</c>; null when the answer held none.</value>
    public string? OAuthError { get; }

    private static string Describe(Uri endpoint, string problem, HttpStatusCode? statusCode, string? oauthError)
    {
        var status = statusCode is { } code ? $" (status {(int)code}{(oauthError is null ? "" : $", error {oauthError}")})" : "";
        return $"Cannot get an access token from {endpoint}: {problem}{status}.";
    }
}
