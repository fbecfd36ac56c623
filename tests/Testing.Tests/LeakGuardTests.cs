using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkewLab.FakeIdp;

namespace SkewLab.Testing.Tests;

/// <summary>No byte of a session comes from the machine's clock: ten years ahead it is the same but for the shift, in process and on sockets.</summary>
public partial class LeakGuardTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_session_ten_years_ahead_is_the_same_but_for_the_shift(int? port)
    {
        var now = await TranscriptAsync(Bench.Noon, port);
        var later = await TranscriptAsync(Bench.Noon.AddYears(10), port);

        Assert.Contains("\"expires_in\":3600", now, StringComparison.Ordinal);
        // The bucket holds a request again 60 s after the first.
        Assert.Contains("Retry-After: +60", now, StringComparison.Ordinal);
        Assert.Equal(now, later);
    }

    private static async Task<string> TranscriptAsync(DateTimeOffset start, int? port)
    {
        await using var bench = await Bench.StartAsync(
            options =>
            {
                options.Port = port;
                options.Idp.Settings = new() { Format = TokenFormat.Opaque };
                (options.Api.RateLimit, options.Api.RetryAfterForm) = (new(1, TimeSpan.FromMinutes(1), 1), RetryAfterForm.Date);
            },
            start);
        var text = new StringBuilder();
        var token = await bench.NewTokenAsync();
        await AppendAsync(bench.Client.PostAsync(bench.Lab.TokenEndpoint, new FormUrlEncodedContent(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "app", ["client_secret"] = "app-secret" })));
        await AppendAsync(bench.Client.GetAsync(new Uri(bench.Lab.Address, ".well-known/openid-configuration")));
        await AppendAsync(bench.Client.GetAsync(new Uri(bench.Lab.Address, ".well-known/jwks.json")));
        await AppendAsync(bench.Client.GetAsync(new Uri(bench.Lab.Address, "nothing")));
        await AppendAsync(bench.GetAsync(token));
        bench.Time.Advance(TimeSpan.FromSeconds(27));
        await AppendAsync(bench.GetAsync(token));
        bench.Time.Advance(TimeSpan.FromHours(2));
        await AppendAsync(bench.GetAsync(token));
        return text.ToString();

        async Task AppendAsync(Task<HttpResponseMessage> request)
        {
            using var answer = await request;
            text.AppendLine(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}");
            foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).OrderBy(header => header.Key, StringComparer.Ordinal))
                text.AppendLine(CultureInfo.InvariantCulture, $"{name}: {Shifted(values.ToString())}");
            text.AppendLine(Port().Replace(await answer.Content.ReadAsStringAsync(), ""));
        }

        string Shifted(string value) => FixDate().Replace(value, match => $"+{(DateTimeOffset.ParseExact(match.Value, "R", CultureInfo.InvariantCulture) - start).TotalSeconds}");
    }

    [GeneratedRegex(@"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex FixDate();

    // A free port is another one each time.
    [GeneratedRegex(@":\d{4,5}(?=[/""])")]
    private static partial Regex Port();
}
