using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Bearer;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Http;

/// <summary>The API's errors: the Genesys-shaped body, and the challenge of RFC 6750 section 3 where one is due.</summary>
internal static class ApiError
{
    /// <summary>401, recorded with its cause.</summary>
    public static Task WriteUnauthorized(HttpContext context, NodeDecision decision, ApiNode node, Refusal refusal)
    {
        decision.Refusal = refusal;
        // RFC 6750 section 3.1: who sent no credentials is told no error code.
        var missing = refusal.Cause == RefusalCause.MissingToken;
        var description = RefusalCauses.DescriptionOf(refusal.Cause);
        decision.Error = missing ? null : "invalid_token";
        context.Response.Headers.WWWAuthenticate = missing
            ? $"Bearer realm=\"{node.Settings.Realm}\""
            : $"Bearer realm=\"{node.Settings.Realm}\", error=\"invalid_token\", error_description=\"{description}\"";
        return missing
            ? Write(context, node, 401, "authentication.required", "No authentication bearer token specified in authorization header.")
            : Write(context, node, 401, "bad.credentials", "Invalid login credentials.");
    }

    /// <summary>The token is good and its scope is too small: 403 as RFC 6750 section 3.1 has it, or 401 with its cause.</summary>
    public static Task WriteMissingScope(HttpContext context, NodeDecision decision, ApiNode node, PresentedToken token, string scope)
    {
        var status = node.Settings.MissingScopeStatus;
        if (status == 401)
            decision.Refusal = BearerCheck.MissingScope(node, token, decision.Now, scope);
        decision.Error = "insufficient_scope";
        context.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"{node.Settings.Realm}\", error=\"insufficient_scope\", "
            + $"error_description=\"{RefusalCauses.DescriptionOf(RefusalCause.InsufficientScope)}\", scope=\"{scope}\"";
        return Write(context, node, status, "missing.permissions", "Unable to perform the requested action. You are missing the required scope.");
    }

    /// <summary>403 without a challenge: the node has not learnt of the token yet and says no more than that it may not.</summary>
    public static Task WriteSuppressed(HttpContext context, NodeDecision decision, ApiNode node, Refusal refusal)
    {
        decision.Suppressed = refusal;
        return Write(context, node, 403, "missing.permissions", "Unable to perform the requested action.");
    }

    /// <summary>429, as the API's rate limit says (RFC 6585 section 4).</summary>
    public static Task WriteRateLimited(HttpContext context, NodeDecision decision, ApiNode node, RetryAfterForm form, TimeSpan retryAfter)
    {
        decision.IsRateLimited = true;
        context.Response.Headers.RetryAfter = RetryAfter.Format(form, retryAfter, decision.Now);
        return Write(context, node, 429);
    }

    /// <summary>An error that no bearer rule gave: faults, unknown paths, wrong methods.</summary>
    public static Task Write(HttpContext context, ApiNode node, int status) => status switch
    {
        404 => Write(context, node, status, "not.found", "The requested resource could not be found."),
        405 => Write(context, node, status, "method.not.allowed", "The requested method is not allowed."),
        429 => Write(context, node, status, "too.many.requests", "Rate limit exceeded."),
        503 => Write(context, node, status, "service.unavailable", "The service is unavailable."),
        >= 500 => Write(context, node, status, "internal.server.error", "The server encountered an unexpected condition."),
        _ => Write(context, node, status, "bad.request", "The request could not be understood."),
    };

    /// <summary>400 or 413 for a body that is no query, with what is wrong with it.</summary>
    public static Task WriteBadBody(HttpContext context, ApiNode node, int status, string problem) =>
        Write(context, node, status, status == 413 ? "payload.too.large" : "bad.request", problem);

    private static Task Write(HttpContext context, ApiNode node, int status, string code, string message) =>
        HttpAnswer.WriteJson(context.Response, status, HttpAnswer.Json, json =>
        {
            json.WriteString("message", message);
            json.WriteString("code", code);
            json.WriteNumber("status", status);
            json.WriteStartObject("messageParams");
            json.WriteEndObject();
            json.WriteString("contextId", node.NextContextId());
            json.WriteStartArray("details");
            json.WriteEndArray();
            json.WriteStartArray("errors");
            json.WriteEndArray();
        });
}
