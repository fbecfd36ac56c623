using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SkewLab.FakeIdp.Http;

/// <summary>Pages for people, where no client can be told. Nothing of a request stands in them.</summary>
internal static class Page
{
    private static readonly StringValues Html = "text/html;charset=UTF-8";

    public static Task Write(HttpResponse response, int status, string title, string text)
    {
        HttpAnswer.ForbidStoring(response);
        return HttpAnswer.Write(response, status, Html, Encoding.UTF8.GetBytes($"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>"));
    }

    /// <summary>An error that must not be sent to whatever address the request names (RFC 6749 section 4.1.2.1).</summary>
    public static Task WriteError(HttpResponse response, NodeDecision decision, int status, string text)
    {
        decision.Error = "invalid_request";
        return Write(response, status, "Invalid request", text);
    }
}
