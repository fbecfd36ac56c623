using System.Buffers;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace SkewLab.FakeIdp.Http;

/// <summary>The parameters of a form body, or of a query string where an endpoint is asked by GET. An empty parameter counts as omitted (RFC 6749 sections 3.1
/// and 3.2).</summary>
internal sealed class FormBody
{
    /// <summary>No token request comes near this many bytes.</summary>
    public const int MaximumBytes = 64 * 1024;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private HashSet<string>? _repeated;
    private bool _isText = true;

    /// <value>What makes the whole form invalid, in words; null if nothing does (RFC 6749 section 3.2 and appendix B).</value>
    public string? Problem => _repeated is not null ? "A parameter stands more than once." : _isText ? null : "A parameter is not UTF-8.";

    public string? this[string name] => _values.GetValueOrDefault(name);

    public bool IsRepeated(string name) => _repeated?.Contains(name) == true;

    /// <summary>The parameters of the query string; null if it is longer than <see cref="MaximumBytes"/>.</summary>
    public static FormBody? OfQuery(HttpRequest request) =>
        request.QueryString.Value is not { Length: > 0 } query ? new() : query.Length > MaximumBytes ? null : Parse(query[1..]);

    public static bool IsForm(HttpRequest request) =>
        request.ContentType.AsSpan() is var type
        && type[..(type.IndexOf(';') is >= 0 and var end ? end : type.Length)].Trim()
            .Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the body; null if it is longer than <see cref="MaximumBytes"/>.</summary>
    public static async ValueTask<FormBody?> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaximumBytes)
            return null;
        var buffer = ArrayPool<byte>.Shared.Rent(MaximumBytes + 1);
        try
        {
            var memory = buffer.AsMemory(0, MaximumBytes + 1);
            var length = await request.Body.ReadAtLeastAsync(memory, memory.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaximumBytes ? null : Parse(Encoding.UTF8.GetString(buffer, 0, length));
        }
        finally
        {
            // Secrets passed through it.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Reads the body of a form and leaves the request as it was; null if it is no form or is longer than <see cref="MaximumBytes"/>.</summary>
    public static async ValueTask<FormBody?> Peek(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!IsForm(request) || request.ContentLength > MaximumBytes)
            return null;
        var start = new byte[MaximumBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        // A body that is too long is cut, and still too long for whoever reads it next.
        request.Body = new MemoryStream(start, 0, length, writable: false);
        return length > MaximumBytes ? null : Parse(Encoding.UTF8.GetString(start, 0, length));
    }

    public static FormBody Parse(string text)
    {
        var form = new FormBody();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
            if (!seen.Add(name))
                (form._repeated ??= new(StringComparer.Ordinal)).Add(name);
            // The decoder puts U+FFFD where bytes are no UTF-8; nobody writes one on purpose.
            if (name.Contains('\uFFFD') || value.Contains('\uFFFD'))
                form._isText = false;
            if (value.Length > 0)
                form._values[name] = value;
        }
        return form;
    }
}
