using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary><c>POST /oauth/introspect</c> (RFC 7662): what the IdP itself knows at this instant, on its own clock. Any client with a secret may ask about any
/// token.</summary>
internal static class IntrospectionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.Introspect, ["POST"], ClientForm.Endpoint(Answer));

    private static Task Answer(ClientForm form)
    {
        // Whoever may ask for nothing but an identifier may scan for tokens (section 2.1).
        if (!form.TryAdmitWithToken(out _, out var text, out var refusal, refusalOfPublic: "A public client may not introspect."))
            return refusal;
        return form.Idp.FindToken(text) is { } token ? AnswerAccessToken(form, token) : AnswerRefreshToken(form, text);
    }

    private static Task AnswerAccessToken(ClientForm form, IssuedToken token)
    {
        form.Decision.Token = token;
        return OwnTokens.Judge(token, form.Decision.Now) is not null ? AnswerInactive(form) : Answer(form, true, json =>
        {
            Write(json, token.Scope, token.ClientId, token.Subject);
            json.WriteString("token_type", "Bearer");
            json.WriteNumber("exp", token.ExpiresAt.ToUnixTimeSeconds());
            json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
            if (token.NotBefore is { } notBefore)
                json.WriteNumber("nbf", notBefore.ToUnixTimeSeconds());
            json.WriteString("aud", token.Audience);
            json.WriteString("iss", token.Issuer);
        });
    }

    private static Task AnswerRefreshToken(ClientForm form, string text)
    {
        var (token, isUsable) = form.Idp.FindRefreshToken(text);
        form.Decision.PresentedRefreshToken = token;
        return token is not null && isUsable
            ? Answer(form, true, json => Write(json, token.Scope, token.ClientId, token.Family.Subject))
            : AnswerInactive(form);
    }

    // Not a word more: who asks must not learn whether the token was ever one (section 2.2).
    private static Task AnswerInactive(ClientForm form) => Answer(form, false, static _ => { });

    private static void Write(Utf8JsonWriter json, string scope, string clientId, string subject)
    {
        json.WriteString("scope", scope);
        json.WriteString("client_id", clientId);
        json.WriteString("sub", subject);
    }

    private static Task Answer(ClientForm form, bool isActive, Action<Utf8JsonWriter> compose)
    {
        form.Decision.IsActive = isActive;
        HttpAnswer.ForbidStoring(form.Context.Response);
        return HttpAnswer.WriteJson(form.Context.Response, 200, HttpAnswer.Json, json =>
        {
            json.WriteBoolean("active", isActive);
            compose(json);
        });
    }
}
