using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary><c>POST /oauth/revoke</c> (RFC 7009). The IdP knows at once; API nodes learn of it as their propagation says.</summary>
internal static class RevocationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.Revoke, ["POST"], ClientForm.Endpoint(Answer));

    private static Task Answer(ClientForm form)
    {
        if (!form.TryAdmitWithToken(out var client, out var text, out var refusal))
            return refusal;
        var token = form.Decision.Token = form.Idp.FindToken(text);
        var (refreshToken, _) = form.Idp.FindRefreshToken(text);
        form.Decision.PresentedRefreshToken = refreshToken;
        if ((token?.ClientId ?? refreshToken?.ClientId ?? client.Id) != client.Id)
            return form.Refuse("invalid_grant", "The token was issued to another client.");
        if (token is not null)
            form.Idp.Revoke(token);
        if (refreshToken is not null)
            form.Idp.RevokeGrant(refreshToken);
        // An unknown token is no error: what the client wants is so (section 2.2). Some clients parse the body, so it is JSON.
        HttpAnswer.ForbidStoring(form.Context.Response);
        return HttpAnswer.WriteJson(form.Context.Response, 200, HttpAnswer.Json, static _ => { });
    }
}
