using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Testing.Hosting;

/// <summary>Lets pages of any origin talk to the nodes (the CORS protocol of the Fetch standard, section 3.3): a client in a browser is one as any other. The
/// control API is no node.</summary>
internal static class BrowserAccess
{
    /// <summary>Whether a browser asks if it may send another request: OPTIONS with what that one will be.</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    /// <summary>Marks an answer as one that any page may read, with the headers that clients look at.</summary>
    public static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "Date, Retry-After, WWW-Authenticate";
    }

    /// <summary>Answers a preflight: every method and header is fine, at this node's time.</summary>
    public static void AnswerPreflight(HttpContext context, LabNode node)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.Date = node.Time.GetUtcNow().ToString("R");
        response.Headers.AccessControlAllowMethods = "GET, POST";
        // Named, for a star does not cover Authorization.
        var wanted = context.Request.Headers.AccessControlRequestHeaders.ToString();
        response.Headers.AccessControlAllowHeaders = wanted.Length > 0 && !wanted.AsSpan().ContainsAnyExceptInRange(' ', '~') ? wanted
            : "Authorization, Content-Type";
    }
}
