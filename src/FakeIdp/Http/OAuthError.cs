using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Http;

/// <summary>The IdP's errors (RFC 6749 section 5.2).</summary>
internal static class OAuthError
{
    public static Task Write(HttpContext context, NodeDecision decision, int status, string error, string description)
    {
        decision.Error = error;
        HttpAnswer.ForbidStoring(context.Response);
        return HttpAnswer.WriteJson(context.Response, status, HttpAnswer.JsonUtf8, json =>
        {
            json.WriteString("error", error);
            json.WriteString("error_description", description);
        });
    }

    /// <summary>401 with a challenge where the client used <c>Authorization</c>; 400 otherwise, for a 401 without a challenge is not allowed (RFC 9110
    /// section 15.5.2).</summary>
    public static Task WriteInvalidClient(HttpContext context, NodeDecision decision, IdpNode idp, bool usedAuthorization, string error = "invalid_client")
    {
        if (usedAuthorization)
            context.Response.Headers.WWWAuthenticate = $"Basic realm=\"{idp.Settings.Realm}\"";
        return Write(context, decision, usedAuthorization ? 401 : 400, error, "Client authentication failed.");
    }

    /// <summary>429, as the IdP's rate limit says (RFC 6585 section 4).</summary>
    /// <remarks>
    /// RFC 6749 section 5.2 has no code for it. <c>temporarily_unavailable</c> is its word for an overload (section 4.1.2.1) and what an injected 429 says.
    /// <c>slow_down</c> (RFC 8628 section 3.5) would tell a client that polls for a device code to add five seconds to its interval.
    /// </remarks>
    public static Task WriteRateLimited(HttpContext context, NodeDecision decision, RetryAfterForm form, TimeSpan retryAfter)
    {
        decision.IsRateLimited = true;
        context.Response.Headers.RetryAfter = RetryAfter.Format(form, retryAfter, decision.Now);
        return Write(context, decision, 429, CodeOf(429), DescriptionOf(429));
    }

    /// <summary>The <c>error_description</c> of an answer that no OAuth rule gave.</summary>
    public static string DescriptionOf(int status) => status switch
    {
        404 => "There is no such endpoint.",
        405 => "The endpoint does not take this method.",
        429 => "Too many requests.",
        _ => "The request was not served.",
    };

    /// <summary>The error code of an answer that no OAuth rule gave: faults, unknown paths, wrong methods.</summary>
    public static string CodeOf(int status) => status switch
    {
        401 => "invalid_client",
        429 or >= 500 => "temporarily_unavailable",
        _ => "invalid_request",
    };
}
