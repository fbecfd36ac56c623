using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Http;

/// <summary>What an IdP calls itself.</summary>
internal static class IssuerAddress
{
    /// <summary>The fixed issuer, or the address the client used, to the character.</summary>
    public static string Of(HttpRequest request, IdpNode idp) =>
        idp.Settings.Issuer ?? $"{request.Scheme}://{request.Host.Value}{request.PathBase.ToUriComponent()}";

    /// <summary>A path's address under the issuer.</summary>
    public static string Under(string issuer, string path) => issuer.TrimEnd('/') + path;
}
