using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.InProcess;

/// <content>The request's side.</content>
internal abstract partial class Exchange : IHttpRequestFeature, IHttpRequestBodyDetectionFeature
{
    private readonly HeaderDictionary _requestHeaders = [];
    private readonly MemoryStream _content = new();

    public string Protocol { get; set; } = "HTTP/1.1";

    public string Scheme { get; set; } = "http";

    public string Method { get; set; } = "GET";

    public string PathBase { get; set; } = "";

    public string Path { get; set; } = "/";

    public string QueryString { get; set; } = "";

    public string RawTarget { get; set; } = "";

    public bool CanHaveBody { get; private set; }

    IHeaderDictionary IHttpRequestFeature.Headers
    {
        get => _requestHeaders;
        set => throw new NotSupportedException("The in-process host keeps the request's headers itself.");
    }

    Stream IHttpRequestFeature.Body { get; set; } = Stream.Null;

    public ValueTask BeginAsync(LabNode node, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _node = node;
        RequestAborted = cancellationToken;
        var address = request.RequestUri!;
        Method = request.Method.Method;
        Scheme = address.Scheme;
        var path = address.AbsolutePath;
        Path = path.Contains('%') ? PathString.FromUriComponent(path).Value! : path;
        QueryString = address.Query;
        RawTarget = QueryString.Length == 0 ? path : path + QueryString;
        Copy(request.Headers.NonValidated);
        _requestHeaders["Host"] = request.Headers.Host ?? address.Authority;
        if (request.Content is { } content)
            return CopyContentAsync(content, cancellationToken);
        return default;
    }

    // Copied, not read as a stream: a content hands out one stream in its life, and clients send the same request again.
    private async ValueTask CopyContentAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await content.CopyToAsync(_content, cancellationToken);
        _content.Position = 0;
        Copy(content.Headers.NonValidated);
        _requestHeaders.ContentLength = _content.Length;
        CanHaveBody = _content.Length > 0;
        ((IHttpRequestFeature)this).Body = _content;
    }

    private void Copy(HttpHeadersNonValidated headers)
    {
        foreach (var (name, values) in headers)
            _requestHeaders[name] = values.Count == 1 ? values.ToString() : new StringValues([.. values]);
    }

    private void ResetRequest()
    {
        _requestHeaders.Clear();
        _content.SetLength(0);
        CanHaveBody = false;
        PathBase = "";
        ((IHttpRequestFeature)this).Body = Stream.Null;
    }
}
