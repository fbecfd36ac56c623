using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace SkewLab.TestSupport;

/// <summary>Everything that servers say in a session, to the byte, but for when: each instant is written as its distance from the session's start, and JWTs are
/// taken apart.</summary>
/// <param name="client">Sends the requests; it follows no redirects.</param>
/// <param name="start">What the lab's clock read when the session began.</param>
internal sealed partial class Transcript(HttpClient client, DateTimeOffset start)
{
    private readonly StringBuilder _text = new();

    public override string ToString() => _text.ToString();

    /// <summary>Writes down what an answer does not show.</summary>
    public void Add(string line) => _text.AppendLine(Shifted(line));

    public Task<string> GetAsync(Uri address, string? token = null) => SendAsync(HttpMethod.Get, address, null, token is null ? null : new("Bearer", token));

    public Task<string> PostAsync(Uri address, string form, AuthenticationHeaderValue? authorization = null) =>
        SendAsync(HttpMethod.Post, address, new StringContent(form, new MediaTypeHeaderValue("application/x-www-form-urlencoded")), authorization);

    public async Task<string> SendAsync(HttpMethod method, Uri address, HttpContent? content = null, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = authorization;
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        Add($"{method} {address.AbsolutePath}");
        Add($"HTTP/{answer.Version} {(int)answer.StatusCode} {answer.ReasonPhrase}");
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).OrderBy(header =>
            header.Key, StringComparer.Ordinal))
        {
            foreach (var value in values)
                Add($"{name}: {value}");
        }

        Add(body);
        return answer.Headers.Location?.ToString() ?? body;
    }

    private string Shifted(string text)
    {
        text = Jwt().Replace(text, match => $"{Decoded(match.Groups[1].ValueSpan)}.{Decoded(match.Groups[2].ValueSpan)}.signature");
        // A free port is another one each time.
        text = Port().Replace(text, "");
        text = FixDate().Replace(text, match => Distance(DateTimeOffset.ParseExact(match.Value, "R", CultureInfo.InvariantCulture)));
        text = Iso().Replace(text, match => Distance(DateTimeOffset.Parse(match.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
        return UnixTime().Replace(text, match => Distance(Instant(long.Parse(match.Value, CultureInfo.InvariantCulture))));
    }

    private string Distance(DateTimeOffset instant) =>
        string.Create(CultureInfo.InvariantCulture, $"<{(instant - start).TotalSeconds:+0.#######;-0.#######;+0} s>");

    private static DateTimeOffset Instant(long number) =>
        number < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);

    private static string Decoded(ReadOnlySpan<char> part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    // An ES256 signature is random by nature.
    [GeneratedRegex(@"\b(eyJ[\w-]+)\.(eyJ[\w-]+)\.[\w-]*")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"(?<=127\.0\.0\.1)(:|%3A)\d{1,5}")]
    private static partial Regex Port();

    [GeneratedRegex(@"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex FixDate();

    // As JSON has it, and as sentences do.
    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?")]
    private static partial Regex Iso();

    // Seconds or milliseconds since 1970.
    [GeneratedRegex(@"(?<![\w-])\d{10}(\d{3})?(?![\w-])")]
    private static partial Regex UnixTime();
}
