using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Assertions;
using SkewLab.FakeIdp.Authorization;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary><c>POST /oauth/token</c> (RFC 6749 section 3.2). A new grant is one row and one file.</summary>
internal static class TokenEndpoint
{
    private static readonly (string Name, Func<ClientForm, RegisteredClient, Task> Answer)[] Rows =
    [
        ("client_credentials", AnswerClientCredentials),
        ("refresh_token", AnswerRefreshToken),
        ("authorization_code", CodeGrant.Answer),
        (AssertionGrant.Name, AssertionGrant.Answer),
    ];

    public static readonly string[] Grants = [.. Rows.Select(row => row.Name)];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(IdpPaths.Token, ["POST"], ClientForm.Endpoint(Answer));

    private static Task Answer(ClientForm form)
    {
        var row = Array.Find(Rows, row => row.Name == form["grant_type"]);
        // Only names the lab knows go into the history: the parameter is whatever a client sent.
        form.Decision.GrantType = row.Name;
        if (row.Name == AssertionGrant.Name && !ClientAuthentication.IsAttempted(form.Context.Request, form.Body))
            return AssertionGrant.Answer(form);
        if (!form.TryAdmit(out var client, out var refusal))
            return refusal;
        if (form["grant_type"] is null)
            return form.Refuse("invalid_request", "The parameter grant_type is missing.");
        return row.Answer is { } answer ? answer(form, client) : form.Refuse("unsupported_grant_type", "The grant type is not supported.");
    }

    private static Task AnswerClientCredentials(ClientForm form, RegisteredClient client)
    {
        if (client.IsPublic)
            return form.Refuse("unauthorized_client", "A public client has no credentials of its own.");
        if (Scopes.Grant(form["scope"], client.Scope) is not { } scope)
            return form.Refuse("invalid_scope", "The scope is malformed or goes beyond the client's.");
        var (token, isFromCache) = form.Idp.IssueForClient(form.Issuer, client, scope, form.Decision.Now);
        return TokenAnswer.Write(form, new(token, isFromCache));
    }

    private static Task AnswerRefreshToken(ClientForm form, RegisteredClient client)
    {
        if (form["refresh_token"] is not { } text)
            return form.Refuse("invalid_request", "The parameter refresh_token is missing.");
        var outcome = form.Idp.Refresh(form.Issuer, client, text, granted => Scopes.Grant(form["scope"], granted), form.Decision.Now);
        form.Decision.PresentedRefreshToken = outcome.Presented;
        return outcome.Token is { } token
            ? TokenAnswer.Write(form, new(token, outcome.IsFromCache, outcome.Next, outcome.Presented?.Family))
            : form.Refuse(outcome.Error!, outcome.Description!);
    }
}
