using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary><c>GET /userinfo</c> (OpenID Connect Core section 5.3): a bearer token with <c>openid</c>, judged on the IdP's clock.</summary>
internal static class UserInfoEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.UserInfo, ["GET"], Answer);

    /// <summary>401 with the challenge of RFC 6750 section 3, recorded with its cause.</summary>
    public static Task WriteUnauthorized(HttpContext context, NodeDecision decision, IdpNode idp, RefusalCause cause, IssuedToken? token = null)
    {
        decision.Refusal = RefusalOf(decision, idp, cause, token);
        if (cause != RefusalCause.MissingToken)
            return WriteChallenge(context, decision, idp, 401, "invalid_token", RefusalCauses.DescriptionOf(cause));
        // RFC 6750 section 3.1: who sent no credentials is told no error code.
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{idp.Settings.Realm}\"";
        HttpAnswer.ForbidStoring(context.Response);
        return HttpAnswer.Write(context.Response, 401, default, []);
    }

    private static Task Answer(HttpContext context)
    {
        var decision = NodeDecision.Of(context);
        var idp = (IdpNode)decision.Node;
        if (!BearerHeader.TryRead(context.Request, out var text))
            return WriteUnauthorized(context, decision, idp, RefusalCause.MissingToken);
        if (idp.FindToken(text.ToString()) is not { } token)
            return WriteUnauthorized(context, decision, idp, RefusalCause.Malformed);
        decision.Token = token;
        decision.ClientId = token.ClientId;
        if (idp.RateLimiter is { } limiter && !limiter.TryTake(token.ClientId, out var retryAfter))
            return OAuthError.WriteRateLimited(context, decision, limiter.RetryAfterForm, retryAfter);
        if (OwnTokens.Judge(token, decision.Now) is { } cause)
            return WriteUnauthorized(context, decision, idp, cause, token);
        return Scopes.Contains(token.Scope, "openid")
            ? AnswerClaims(context, token)
            : WriteChallenge(
                context, decision, idp, 403, "insufficient_scope", RefusalCauses.DescriptionOf(RefusalCause.InsufficientScope), ", scope=\"openid\"");
    }

    private static Task AnswerClaims(HttpContext context, IssuedToken token)
    {
        HttpAnswer.ForbidStoring(context.Response);
        return HttpAnswer.WriteJson(context.Response, 200, HttpAnswer.Json, json =>
        {
            json.WriteString("sub", token.Subject);
            // Of whom an assertion names the lab knows no more than that.
            if (token.Subject != LabUser.Subject)
                return;
            if (Scopes.Contains(token.Scope, "profile"))
            {
                json.WriteString("name", LabUser.Name);
                json.WriteString("preferred_username", LabUser.Username);
            }
            if (Scopes.Contains(token.Scope, "email"))
            {
                json.WriteString("email", LabUser.Email);
                json.WriteBoolean("email_verified", true);
            }
        });
    }

    private static Task WriteChallenge(
        HttpContext context, NodeDecision decision, IdpNode idp, int status, string error, string description, string scope = "")
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{idp.Settings.Realm}\", error=\"{error}\", error_description=\"{description}\"{scope}";
        return OAuthError.Write(context, decision, status, error, description);
    }

    private static Refusal RefusalOf(NodeDecision decision, IdpNode idp, RefusalCause cause, IssuedToken? token) => new()
    {
        Cause = cause,
        Node = idp.Name,
        Token = token,
        ApiNow = decision.Now,
        IdpNow = decision.Now,
        IssuedAt = token?.IssuedAt,
        NotBefore = token?.NotBefore,
        ExpiresAt = token?.ExpiresAt,
        Margin = cause switch
        {
            RefusalCause.Expired => decision.Now - token?.ExpiresAt,
            RefusalCause.NotYetValid => token?.NotBefore - decision.Now,
            RefusalCause.Revoked => idp.ReferenceNow - token?.RevokedAtReference,
            _ => null,
        },
        Since = cause == RefusalCause.Revoked ? idp.ReferenceNow - token?.RevokedAtReference : null,
        LearnsAfter = cause == RefusalCause.Revoked ? TimeSpan.Zero : null,
        Detail = cause == RefusalCause.Malformed ? "it issued no such token, or has forgotten it" : null,
    };
}
