using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp.Application;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Nobody reads the machine's clock: the same requests ten years later are answered the same but for the shift.</summary>
/// <remarks>Under a real web server there are two exceptions: what it answers before the application sees the request, and its certificates.</remarks>
public partial class LeakGuardTests
{
    private delegate Task<HttpResponseMessage> Send(LabNode node, HttpRequestMessage request);

    [Fact]
    public async Task In_process()
    {
        var now = await Transcript(Lab.Noon, SendInProcess);
        var later = await Transcript(Lab.Noon.AddYears(10), SendInProcess);

        Assert.Equal(now, later);
        Assert.Contains("Date: +5", now);
        Assert.All(ServedRoutes.Idp, route => Assert.Contains($"idp {route.Method} {route.Path} -> ", now));
    }

    [Fact]
    public async Task Under_TestHost_and_the_same_as_in_process()
    {
        LabNode? node = null;
        await using var app = LabApplication.Build(
            builder => builder.Services.AddSingleton<IServer>(services => new TestServer(services)),
            before => before.Use((context, next) =>
            {
                context.Features.Set<INodeFeature>(new NodeFeature(node!));
                return next(context);
            }));
        await app.StartAsync();
        using var client = app.GetTestClient();
        async Task<HttpResponseMessage> SendOverTestHost(LabNode to, HttpRequestMessage request)
        {
            node = to;
            return await client.SendAsync(request);
        }

        var now = await Transcript(Lab.Noon, SendOverTestHost);
        var later = await Transcript(Lab.Noon.AddYears(10), SendOverTestHost);

        Assert.Equal(now, later);
        Assert.Equal(await Transcript(Lab.Noon, SendInProcess), now);
    }

    private static async Task<HttpResponseMessage> SendInProcess(LabNode node, HttpRequestMessage request) => (await Lab.Host.SendAsync(node, request)).Response;

    private static async Task<string> Transcript(DateTimeOffset start, Send send)
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate, TopLevelIssuedAt = true, Lifetime = TimeSpan.FromMinutes(5) }, start: start);
        var refresh = lab.Idp.IssueRefreshToken("app").Value;
        var text = new StringBuilder();

        await Record(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/openid-configuration"));
        await Record(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/oauth-authorization-server"));
        await Record(lab.Idp, new HttpRequestMessage(HttpMethod.Get, "http://idp.test/.well-known/jwks.json"));
        await Record(lab.Idp, Lab.TokenRequest($"grant_type=refresh_token&client_id=app&client_secret=s3cret&refresh_token={refresh}"));
        await Record(lab.Idp, Lab.TokenRequest($"grant_type=refresh_token&client_id=app&client_secret=s3cret&refresh_token={refresh}"));
        await Record(lab.Api, Lab.ApiRequest(lab.Idp.NewestToken!.Value));
        await Record(lab.Api, Lab.ApiRequest(null));
        await Record(lab.Api, Lab.ApiRequest("x", "/api/v2/nothing"));
        lab.Advance(TimeSpan.FromSeconds(5));
        lab.Api.Faults.Add(new HttpFault { Status = 429, RetryAfter = TimeSpan.FromSeconds(7), RetryAfterForm = RetryAfterForm.Date, Times = 1 });
        await Record(lab.Api, Lab.ApiRequest("x"));
        lab.Api.RateLimiter = new RateLimiter(lab.ApiClock, new(1, TimeSpan.FromSeconds(90), 1)) { RetryAfterForm = RetryAfterForm.Date };
        await Record(lab.Api, Query(lab.Idp.NewestToken!.Value));
        await Record(lab.Api, Query(lab.Idp.NewestToken!.Value));
        lab.Api.RateLimiter = null;
        lab.Idp.Faults.Add(new HttpFault { Client = "app", Body = "<html>", Headers = new Dictionary<string, string> { ["Content-Type"] = "text/html" }, Times = 1 });
        lab.Idp.Faults.Add(new HttpFault { Client = "app", Drop = FaultDrop.After, Times = 1 });
        lab.Idp.Faults.Add(new HttpFault { Status = 204, Times = 1 });
        for (var i = 0; i < 3; i++)
            await Record(lab.Idp, Lab.TokenRequest("grant_type=client_credentials&client_id=app&client_secret=s3cret"));
        lab.Idp.Settings = lab.Idp.Settings with { CachedUntil = TimeSpan.Zero };
        await Record(lab.Idp, Lab.TokenRequest("grant_type=client_credentials&client_id=app&client_secret=s3cret"));
        lab.Advance(TimeSpan.FromSeconds(7));
        await Record(lab.Idp, Lab.TokenRequest("grant_type=client_credentials&client_id=app&client_secret=s3cret"));
        lab.Advance(TimeSpan.FromMinutes(5));
        await Record(lab.Api, Lab.ApiRequest(lab.Idp.NewestToken!.Value));
        await GrantTranscript.Play(lab, Record);
        return text.ToString();

        async Task<HttpResponseMessage> Record(LabNode node, HttpRequestMessage request)
        {
            var response = await send(node, request);
            text.AppendLine($"{node} {request.Method} {request.RequestUri!.AbsolutePath} -> {(int)response.StatusCode}");
            foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).OrderBy(header => header.Key, StringComparer.Ordinal))
                text.AppendLine($"{name}: {Shifted(values.ToString(), start)}");
            text.AppendLine(Shifted(await response.Content.ReadAsStringAsync(), start));
            return response;
        }
    }

    private static HttpRequestMessage Query(string token)
    {
        var request = Lab.ApiRequest(token, "/api/v2/analytics/conversations/details/query");
        request.Method = HttpMethod.Post;
        request.Content = new StringContent("{\"paging\":{\"pageSize\":2}}");
        return request;
    }

    /// <summary>Writes every instant as its distance from the start, and every JWT as its claims: a signature differs at every signing.</summary>
    private static string Shifted(string text, DateTimeOffset start)
    {
        text = CompactJwt().Replace(text, match => Jwt.Header(match.Value).GetRawText() + Jwt.Claims(match.Value).GetRawText());
        text = FixDate().Replace(text, match => $"+{(DateTimeOffset.ParseExact(match.Value, "R", CultureInfo.InvariantCulture) - start).TotalSeconds}");
        return NumericDate().Replace(text, match => $"{match.Groups[1].Value}+{long.Parse(match.Groups[2].Value) - start.ToUnixTimeSeconds()}");
    }

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+")]
    private static partial Regex CompactJwt();

    [GeneratedRegex(@"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex FixDate();

    [GeneratedRegex("""("(?:iat|nbf|exp|auth_time)":)(\d+)""")]
    private static partial Regex NumericDate();
}
