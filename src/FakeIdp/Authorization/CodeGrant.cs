using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Authorization;

/// <summary>The grant <c>authorization_code</c> (RFC 6749 section 4.1.3, RFC 7636 section 4.5).</summary>
internal static class CodeGrant
{
    public static Task Answer(ClientForm form, RegisteredClient client)
    {
        if (form["code"] is not { } text)
            return form.Refuse("invalid_request", "The parameter code is missing.");
        var outcome = form.Idp.Redeem(form.Issuer, client, text, form["redirect_uri"], form["code_verifier"], form.Decision.Now);
        form.Decision.PresentedCode = outcome.Presented;
        return outcome.Grant is { } grant ? TokenAnswer.Write(form, grant) : form.Refuse("invalid_grant", outcome.Description!);
    }
}
