using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Http;

/// <summary>Who asks at the token endpoint (RFC 6749 section 2.3.1): Basic, form fields, or a public client's identifier alone.</summary>
internal static class ClientAuthentication
{
    /// <param name="Client">The client; null if authentication failed.</param>
    /// <param name="UsedAuthorization">Whether the request has an <c>Authorization</c> header.</param>
    /// <param name="UsedTwoMethods">Whether the request authenticates twice, which is an invalid request.</param>
    public readonly record struct Outcome(RegisteredClient? Client, bool UsedAuthorization, bool UsedTwoMethods);

    /// <summary>Whether the request says at all who asks.</summary>
    public static bool IsAttempted(HttpRequest request, FormBody form) =>
        request.Headers.Authorization.Count > 0 || form["client_id"] is not null || form["client_secret"] is not null;

    public static Outcome Authenticate(IdpNode idp, HttpRequest request, FormBody form)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
            return new(Match(idp, form["client_id"], form["client_secret"]), false, false);
        if (form["client_secret"] is not null)
            return new(null, true, true);
        var client = ByBasic(idp, authorization);
        // A client may repeat its identifier in the form, but not another's.
        return new(form["client_id"] is { } id && id != client?.Id ? null : client, true, false);
    }

    // Half of the world's clients form-encode the pair as the RFC says and half do not, so the pair is compared as it stands first.
    private static RegisteredClient? ByBasic(IdpNode idp, string authorization)
    {
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var bytes = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[6..].Trim(), bytes, out var length))
            return null;
        var utf8 = Encoding.UTF8.GetString(bytes, 0, length);
        return ByPair(idp, utf8, decode: false)
            ?? ByPair(idp, Encoding.Latin1.GetString(bytes, 0, length), decode: false)
            ?? ByPair(idp, utf8, decode: true);
    }

    private static RegisteredClient? ByPair(IdpNode idp, string pair, bool decode)
    {
        var colon = pair.IndexOf(':');
        if (colon < 0)
            return null;
        var (id, secret) = (pair[..colon], pair[(colon + 1)..]);
        return decode ? Match(idp, WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret)) : Match(idp, id, secret);
    }

    private static RegisteredClient? Match(IdpNode idp, string? id, string? secret)
    {
        if (id is null || idp.FindClient(id) is not { } client)
            return null;
        // A public client has no secret to get wrong, but an empty one is what some clients send.
        return client.Secret is null
            ? string.IsNullOrEmpty(secret) ? client : null
            : secret is not null && AreEqual(secret, client.Secret) ? client : null;
    }

    private static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
