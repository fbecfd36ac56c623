using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Http;

/// <summary>A form that somebody posted to the IdP, read and sound: what the endpoints of RFC 6749, RFC 7009 and RFC 7662 have in common.</summary>
internal sealed record ClientForm(HttpContext Context, NodeDecision Decision, IdpNode Idp, FormBody Body)
{
    /// <summary>What the IdP calls itself in the answer.</summary>
    public string Issuer => IssuerAddress.Of(Context.Request, Idp);

    /// <summary>A parameter; null if it is left out or empty.</summary>
    public string? this[string name] => Body[name];

    /// <summary>An endpoint that takes forms: what is none is refused, the rest is <paramref name="answer"/>'s.</summary>
    public static RequestDelegate Endpoint(Func<ClientForm, Task> answer) => async context =>
    {
        var decision = NodeDecision.Of(context);
        if (!FormBody.IsForm(context.Request))
            await OAuthError.Write(context, decision, 400, "invalid_request", "The body must be application/x-www-form-urlencoded.");
        else if (await FormBody.Read(context.Request, context.RequestAborted) is not { } body)
            await OAuthError.Write(context, decision, 413, "invalid_request", $"The body is longer than {FormBody.MaximumBytes} bytes.");
        else if (body.Problem is { } problem)
            await OAuthError.Write(context, decision, 400, "invalid_request", problem);
        else
            await answer(new(context, decision, (IdpNode)decision.Node, body));
    };

    /// <summary>Whether the client authenticates and its bucket is not empty; otherwise the refusal, which is being written.</summary>
    public bool TryAdmit([NotNullWhen(true)] out RegisteredClient? client, [NotNullWhen(false)] out Task? refusal)
    {
        var authentication = ClientAuthentication.Authenticate(Idp, Context.Request, Body);
        client = authentication.Client;
        if (authentication.UsedTwoMethods)
            refusal = Refuse("invalid_request", "The client authenticates by more than one method.");
        else if (client is null)
            refusal = OAuthError.WriteInvalidClient(Context, Decision, Idp, authentication.UsedAuthorization);
        else
            refusal = Limit(client);
        return refusal is null;
    }

    /// <summary>Whether, besides, the client names a token: the head of RFC 7009 and of RFC 7662. The hint of a token's type says only where to look first
    /// (section 2.1 of both), and both looks are cheap, so nobody asks for it.</summary>
    /// <param name="client">The client.</param>
    /// <param name="text">The token's text.</param>
    /// <param name="refusal">The refusal, which is being written.</param>
    /// <param name="refusalOfPublic">What a client without a secret is told; null admits it.</param>
    public bool TryAdmitWithToken(
        [NotNullWhen(true)] out RegisteredClient? client, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out Task? refusal, string? refusalOfPublic = null)
    {
        text = this["token"];
        if (!TryAdmit(out client, out refusal))
            return false;
        if (client.IsPublic && refusalOfPublic is not null)
            refusal = Refuse("unauthorized_client", refusalOfPublic);
        else if (text is null)
            refusal = Refuse("invalid_request", "The parameter token is missing.");
        return refusal is null;
    }

    /// <summary>Counts a request of a client that is known now; the refusal if its bucket is empty.</summary>
    public Task? Limit(RegisteredClient client)
    {
        Decision.ClientId = client.Id;
        return Idp.RateLimiter is { } limiter && !limiter.TryTake(client.Id, out var retryAfter)
            ? OAuthError.WriteRateLimited(Context, Decision, limiter.RetryAfterForm, retryAfter)
            : null;
    }

    public Task Refuse(string error, string description) => OAuthError.Write(Context, Decision, 400, error, description);
}
