using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Http;

/// <summary>The token endpoint's 200 (RFC 6749 section 5.1, OpenID Connect Core section 3.1.3.3).</summary>
internal static class TokenAnswer
{
    public static Task Write(ClientForm form, TokenGrant grant)
    {
        var (decision, idp, token) = (form.Decision, form.Idp, grant.Token);
        decision.ReturnedToken = token;
        decision.IsFromCache = grant.IsFromCache;
        decision.IssuedRefreshToken = grant.RefreshToken;
        var idToken = IdTokenIssuer.Issue(idp, grant, decision.Now);
        decision.HasIdToken = idToken is not null;
        HttpAnswer.ForbidStoring(form.Context.Response);
        return HttpAnswer.WriteJson(form.Context.Response, 200, HttpAnswer.JsonUtf8, json =>
        {
            json.WriteString("access_token", token.Value);
            json.WriteString("token_type", "Bearer");
            if (idp.Settings.ExpiresIn != ExpiresInAnswer.Absent)
                json.WriteNumber("expires_in", ExpiresIn(idp.Settings.ExpiresIn, token.ExpiresAt - (grant.IsFromCache ? decision.Now : token.IssuedAt)));
            if (grant.RefreshToken is { } refreshToken)
                json.WriteString("refresh_token", refreshToken.Value);
            if (token.Scope.Length > 0)
                json.WriteString("scope", token.Scope);
            if (idToken is not null)
                json.WriteString("id_token", idToken);
            if (idp.Settings.TopLevelIssuedAt)
                json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        });
    }

    private static long ExpiresIn(ExpiresInAnswer answer, TimeSpan left) => answer switch
    {
        ExpiresInAnswer.Zero => 0,
        ExpiresInAnswer.Negative => -1,
        _ => left.Ticks / TimeSpan.TicksPerSecond,
    };
}
