using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SkewLab.Input;
using SkewLab.Live.Control;

namespace SkewLab.Live;

/// <summary>Controls a lab that runs elsewhere.</summary>
/// <param name="url">Where it is; a world's has a path.</param>
/// <param name="token">Its control token; null sends none.</param>
internal sealed class ControlClient(Uri url, string? token) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends one request.</summary>
    /// <returns>The answer; undefined where it has no body.</returns>
    /// <exception cref="LabUnreachableException">Nobody answers there.</exception>
    /// <exception cref="BadInputException">What answers is no lab, or it refuses.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"{url.ToString().TrimEnd('/')}{ControlApi.Prefix}{path}"));
        if (body is not null)
            request.Content = JsonContent.Create(body, options: ControlApi.Json);
        if (token is not null)
            request.Headers.TryAddWithoutValidation(ControlGuard.Header, token);
        try
        {
            using var answer = await _http.SendAsync(request);
            return await ReadAsync(answer);
        }
        catch (HttpRequestException untrusted) when (untrusted.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new BadInputException($"The certificate of {url} is not trusted here: name the file that serve wrote with --certificate-file in SSL_CERT_FILE, or use the lab's http address");
        }
        catch (HttpRequestException unreachable)
        {
            throw new LabUnreachableException($"Cannot reach a lab at {url}: {unreachable.Message.TrimEnd('.')}; start one with skewlab serve, or say where it is with --url or SKEWLAB_URL");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        try
        {
            var json = text.Length == 0 ? default : JsonElement.Parse(text);
            if (answer.IsSuccessStatusCode)
                return json;
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                throw new BadInputException($"The lab at {url} was started with --token: give the same one here with --token, or in SKEWLAB_TOKEN");
            throw new BadInputException(Sentence(json) ?? $"the lab answered {(int)answer.StatusCode}");
        }
        catch (JsonException)
        {
            throw new BadInputException($"What answers at {url} is no lab: it sent {(int)answer.StatusCode} and no JSON");
        }
    }

    // The rule often quotes the value itself.
    private static string? Sentence(JsonElement problem)
    {
        var (field, value, rule) = (Text(problem, "field"), Text(problem, "value"), Text(problem, "detail"));
        if (rule is null || field is null)
            return rule;
        return value is null || value == field || rule.StartsWith($"'{value}'", StringComparison.Ordinal) ? $"{field}: {rule}" : $"{field}: '{value}': {rule}";
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>No lab is there, or it has gone.</summary>
internal sealed class LabUnreachableException(string message) : BadInputException(message);
