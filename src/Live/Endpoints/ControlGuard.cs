using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Who may control the lab: whoever knows the token, and never a web page of another site.</summary>
/// <param name="token">The token; null lets every local program.</param>
internal sealed class ControlGuard(string? token)
{
    /// <exception cref="ControlProblem">The request may not control the lab.</exception>
    public void Check(HttpRequest request)
    {
        // A page that has rebound its own name to 127.0.0.1 looks local in all but its Host.
        if (token is null && !IsLocal(request.Host.Host))
            throw new ControlProblem(403, "Without a control token the lab is controlled as localhost or a loopback address only.", "Host", request.Host.Value);
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && origin != $"{request.Scheme}://{request.Host.Value}")
            throw new ControlProblem(403, "Pages of other sites do not control the lab.", "Origin", origin);
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
            throw new ControlProblem(403, "Pages of other sites do not control the lab.", "Sec-Fetch-Site", site);
        if (token is not null && !IsToken(request.Headers[ControlTransport.TokenHeader].ToString()))
            throw new ControlProblem(401, $"This lab was started with --token: send it in the header {ControlTransport.TokenHeader}.");
    }

    private static bool IsLocal(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private bool IsToken(string sent) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(token!));
}
