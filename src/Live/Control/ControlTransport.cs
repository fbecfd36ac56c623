using System.Net.Http.Json;
using System.Text.Json;

namespace SkewLab.Testing.Control;

/// <summary>Sends control requests, and turns what goes wrong into the client's exceptions.</summary>
internal sealed class ControlTransport(Uri lab, string? token, HttpMessageHandler handler) : IDisposable
{
    /// <summary>The path of the control API, behind the lab's own.</summary>
    public const string Prefix = "/_skewlab";

    /// <summary>The header that carries the control token.</summary>
    public const string TokenHeader = "X-SkewLab-Token";

    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var (status, text) = await ExchangeAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        return Read<T>(status, text);
    }

    public Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        ExchangeAsync(method, path, body, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Text)> ExchangeAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{lab.ToString().TrimEnd('/')}{Prefix}{path}"));
        if (body is not null)
            request.Content = JsonContent.Create(body, body.GetType(), options: ControlJson.Options);
        if (token is not null)
            request.Headers.TryAddWithoutValidation(TokenHeader, token);
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            var status = (int)answer.StatusCode;
            return answer.IsSuccessStatusCode ? (status, text) : throw Refused(status, text);
        }
        catch (HttpRequestException untrusted) when (untrusted.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new LabNotTrustedException(lab, untrusted);
        }
        catch (HttpRequestException unreachable)
        {
            throw new LabUnreachableException(lab, unreachable);
        }
    }

    private T Read<T>(int status, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, ControlJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException none)
        {
            throw new NoLabException(lab, status, none);
        }
    }

    // Whatever stands between may refuse, too, in a document of its own.
    private ControlRefusedException Refused(int status, string text)
    {
        var problem = text.Length == 0 ? default : Read<JsonElement>(status, text);
        return new(status, Text(problem, "detail"), Text(problem, "field"), Text(problem, "value"));
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()
            : null;
}
