using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SkewLab.FakeIdp;

/// <summary><c>POST /oauth/token</c> (RFC 6749 section 3.2): client_credentials and refresh_token.</summary>
internal static class TokenEndpoint
{
    public const string Path = "/oauth/token";

    public static readonly string[] Grants = ["client_credentials", "refresh_token"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(Path, ["POST"], Answer);

    private static async Task Answer(HttpContext context)
    {
        var decision = NodePipeline.DecisionOf(context);
        var idp = (IdpNode)decision.Node;
        if (!FormBody.IsForm(context.Request))
        {
            await OAuthError.Write(context, decision, 400, "invalid_request", "The body must be application/x-www-form-urlencoded.");
            return;
        }
        if (await FormBody.Read(context.Request, context.RequestAborted) is not { } form)
        {
            await OAuthError.Write(context, decision, 413, "invalid_request", $"The body is longer than {FormBody.MaximumBytes} bytes.");
            return;
        }
        await Answer(context, decision, idp, form);
    }

    private static Task Answer(HttpContext context, NodeDecision decision, IdpNode idp, FormBody form)
    {
        if (form.Repeated is not null)
            return OAuthError.Write(context, decision, 400, "invalid_request", "A parameter stands more than once.");
        var authentication = ClientAuthentication.Authenticate(idp, context.Request, form);
        if (authentication.UsedTwoMethods)
            return OAuthError.Write(context, decision, 400, "invalid_request", "The client authenticates by more than one method.");
        if (authentication.Client is not { } client)
            return OAuthError.WriteInvalidClient(context, decision, idp, authentication.UsedAuthorization);
        decision.ClientId = client.Id;
        // Only names the lab knows go into the history: the parameter is whatever a client sent.
        decision.GrantType = Grants.FirstOrDefault(grant => grant == form["grant_type"]);
        if (idp.RateLimiter is { } limiter && !limiter.TryTake(client.Id, out var retryAfter))
            return OAuthError.WriteRateLimited(context, decision, limiter.RetryAfterForm, retryAfter);
        return form["grant_type"] switch
        {
            null => OAuthError.Write(context, decision, 400, "invalid_request", "The parameter grant_type is missing."),
            "client_credentials" => AnswerClientCredentials(context, decision, idp, client, form),
            "refresh_token" => AnswerRefreshToken(context, decision, idp, client, form),
            _ => OAuthError.Write(context, decision, 400, "unsupported_grant_type", "The grant type is not supported."),
        };
    }

    private static Task AnswerClientCredentials(HttpContext context, NodeDecision decision, IdpNode idp, RegisteredClient client, FormBody form)
    {
        if (client.Secret is null)
            return OAuthError.Write(context, decision, 400, "unauthorized_client", "A public client has no credentials of its own.");
        if (Scopes.Grant(form["scope"], client.Scope) is not { } scope)
            return OAuthError.Write(context, decision, 400, "invalid_scope", "The scope is malformed or goes beyond the client's.");
        var (token, isFromCache) = idp.IssueForClient(IssuerOf(context, idp), client, scope, decision.Now);
        return WriteToken(context, decision, idp, token, isFromCache, refreshToken: null);
    }

    private static Task AnswerRefreshToken(HttpContext context, NodeDecision decision, IdpNode idp, RegisteredClient client, FormBody form)
    {
        if (form["refresh_token"] is not { } text)
            return OAuthError.Write(context, decision, 400, "invalid_request", "The parameter refresh_token is missing.");
        var outcome = idp.Refresh(IssuerOf(context, idp), client, text, granted => Scopes.Grant(form["scope"], granted), decision.Now);
        decision.PresentedRefreshToken = outcome.Presented;
        return outcome.Token is { } token
            ? WriteToken(context, decision, idp, token, outcome.IsFromCache, outcome.Next)
            : OAuthError.Write(context, decision, 400, outcome.Error!, outcome.Description!);
    }

    private static Task WriteToken(
        HttpContext context, NodeDecision decision, IdpNode idp, IssuedToken token, bool isFromCache, IssuedRefreshToken? refreshToken)
    {
        decision.HandedOut = token;
        decision.IsFromCache = isFromCache;
        decision.IssuedRefreshToken = refreshToken;
        FakeIdp.Answer.ForbidStoring(context.Response);
        return FakeIdp.Answer.WriteJson(context.Response, 200, FakeIdp.Answer.JsonUtf8, json =>
        {
            json.WriteString("access_token", token.Value);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("expires_in", (token.ExpiresAt - (isFromCache ? decision.Now : token.IssuedAt)).Ticks / TimeSpan.TicksPerSecond);
            if (refreshToken is not null)
                json.WriteString("refresh_token", refreshToken.Value);
            if (token.Scope.Length > 0)
                json.WriteString("scope", token.Scope);
            if (idp.Settings.TopLevelIssuedAt)
                json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        });
    }

    private static string IssuerOf(HttpContext context, IdpNode idp) => MetadataEndpoints.IssuerOf(context.Request, idp);
}
