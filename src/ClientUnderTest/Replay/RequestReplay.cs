using System.Net.Http.Json;

namespace SkewLab.Client.Replay;

/// <summary>Knows which requests can be sent a second time with the same bytes, and makes the second one.</summary>
internal static class RequestReplay
{
    /// <summary>Answers whether the request can be replayed, after buffering its content if that was asked for.</summary>
    /// <param name="request">The caller's request, not yet sent.</param>
    /// <param name="bufferLimitBytes">How much content to keep; zero keeps none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static ValueTask<bool> PrepareAsync(HttpRequestMessage request, int bufferLimitBytes, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content || IsRepeatable(content))
            return ValueTask.FromResult(true);
        var fits = content.Headers.ContentLength is { } length ? length <= bufferLimitBytes : content is JsonContent;
        return fits && bufferLimitBytes > 0 ? BufferAsync(content, bufferLimitBytes, cancellationToken) : ValueTask.FromResult(false);
    }

    /// <summary>Makes a fresh request of the same method, address, version, headers, options and content.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri)
        {
            Content = request.Content,
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        foreach (var (key, value) in request.Options)
            ((IDictionary<string, object?>)copy.Options).Add(key, value);
        return copy;
    }

    private static bool IsRepeatable(HttpContent content) => content switch
    {
        ByteArrayContent or ReadOnlyMemoryContent => true,
        MultipartContent parts => parts.All(IsRepeatable),
        _ => false,
    };

    private static async ValueTask<bool> BufferAsync(HttpContent content, int limitBytes, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(limitBytes, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (HttpRequestException) when (content is JsonContent)
        {
            // Its length shows only in writing. It writes its value anew at every send, so nothing is lost.
            return false;
        }
    }
}
