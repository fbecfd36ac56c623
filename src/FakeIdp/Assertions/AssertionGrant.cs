using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Assertions;

/// <summary>The grant <c>urn:ietf:params:oauth:grant-type:jwt-bearer</c> (RFC 7523 section 2.1). The assertion says who the client is; other authentication is
/// optional and must say the same.</summary>
internal static class AssertionGrant
{
    public const string Name = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static Task Answer(ClientForm form) => Answer(form, null, client => form.Limit(client));

    public static Task Answer(ClientForm form, RegisteredClient authenticated) => Answer(form, authenticated, static _ => null);

    private static Task Answer(ClientForm form, RegisteredClient? authenticated, Func<RegisteredClient, Task?> limit)
    {
        if (form["assertion"] is not { } text)
            return form.Refuse("invalid_request", "The parameter assertion is missing.");
        var outcome = AssertionCheck.Judge(form.Idp, form.Issuer, text, authenticated, form.Decision.Now);
        form.Decision.AssertionRefusal = outcome.Refusal;
        if (outcome.Client is { } known && limit(known) is { } limited)
            return limited;
        if (outcome is not { Client: { } client, Subject: { } subject })
            return form.Refuse("invalid_grant", outcome.Refusal!.Sentence());
        if (Scopes.Grant(form["scope"], client.Scope) is not { } scope)
            return form.Refuse("invalid_scope", "The scope is malformed or goes beyond the client's.");
        return TokenAnswer.Write(form, new(form.Idp.IssueForAssertion(form.Issuer, client, subject, scope, form.Decision.Now)));
    }
}
