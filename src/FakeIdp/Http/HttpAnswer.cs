using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SkewLab.FakeIdp.Faults;

namespace SkewLab.FakeIdp.Http;

/// <summary>Writes whole bodies of a known length.</summary>
internal static class HttpAnswer
{
    public static readonly StringValues Json = "application/json";

    // RFC 6749 section 5.1 shows this spelling, and clients compare it.
    public static readonly StringValues JsonUtf8 = "application/json;charset=UTF-8";

    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues NoCache = "no-cache";

    // The bodies are JSON, never part of a page: '+' may stay '+'.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Write(HttpResponse response, int status, StringValues contentType, ReadOnlySpan<byte> body)
    {
        response.StatusCode = status;
        response.Headers.ContentType = contentType;
        if (NodeDecision.Of(response.HttpContext) is { Fault: { } fault } decision)
            body = FaultedAnswer.Change(response, decision, fault, body);
        if (HttpFault.HasNoBody(status))
            return Task.CompletedTask;
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
        return Task.CompletedTask;
    }

    public static Task WriteJson(HttpResponse response, int status, StringValues contentType, Action<Utf8JsonWriter> compose)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            compose(json);
            json.WriteEndObject();
        }
        return Write(response, status, contentType, buffer.WrittenSpan);
    }

    /// <summary>302 without a body. The location is printable ASCII.</summary>
    public static Task WriteRedirect(HttpResponse response, string location)
    {
        response.Headers.Location = location;
        return Write(response, 302, default, []);
    }

    public static void ForbidStoring(HttpResponse response)
    {
        response.Headers.CacheControl = NoStore;
        response.Headers.Pragma = NoCache;
    }
}
