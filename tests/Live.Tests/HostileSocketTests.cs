using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Testing.Tests;

/// <summary>The corpus of requests that no client should send, byte by byte over sockets, where the server reads them before the lab does.</summary>
public class HostileSocketTests
{
    private const int PerKind = 600;

    public static TheoryData<string> Kinds => [.. Hostile.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_request_that_no_client_should_send_is_refused_as_it_must_be(string kind)
    {
        var expected = Hostile.Kinds.Single(one => one.Name == kind).Outcome;
        await using var bench = await StartAsync();
        var hostile = new Hostile(bench.Lab.Idp, bench.Lab.Api[0], await GoodAsync(bench));

        for (var number = 0; number < PerKind; number++)
        {
            var (node, request) = hostile.Make(kind, number);
            var status = await StatusOfAsync(bench.Lab, node, request);

            var isAsExpected = expected == Hostile.Outcome.Refused ? status is >= 400 and < 500 : status is >= 200 and < 500;
            Assert.True(isAsExpected, $"{kind} #{number} got {status}: {request.Method} {request.RequestUri!.PathAndQuery}");
        }

        Assert.All(bench.Lab.Journal.Entries.Where(entry => entry.Role == NodeRole.Api), entry =>
            Assert.Equal(entry.Status == 401, entry.Sentence is not null));
    }

    [Fact]
    public async Task What_the_corpus_mangles_is_good_as_it_stands()
    {
        await using var bench = await StartAsync();
        var good = await GoodAsync(bench);

        Assert.Equal(200, await StatusOfAsync(bench.Lab, bench.Lab.Api[0], TestSupport.FakeIdp.Lab.ApiRequest(good[0])));
        Assert.Equal(200, await StatusOfAsync(bench.Lab, bench.Lab.Idp, Flow.Get("/userinfo", good[0])));
        Assert.Equal(200, await StatusOfAsync(bench.Lab, bench.Lab.Idp, Flow.Get("/logout?id_token_hint=" + good[1])));
        Assert.Equal(200, await StatusOfAsync(bench.Lab, bench.Lab.Idp, Flow.Post("/oauth/token",
            $"{Flow.AsWeb}&grant_type=refresh_token&refresh_token={good[2]}")));
        Assert.Equal(200, await StatusOfAsync(bench.Lab, bench.Lab.Idp, Flow.Post("/oauth/token", $"{Assertion.Grant}&assertion={good[3]}")));
    }

    private static Task<Bench> StartAsync() => Bench.StartAsync(options =>
    {
        options.Port = 0;
        options.Clients.Clear();
        options.Clients.Add(new() { Id = "app", Secret = "s3cret" });
        options.Clients.Add(new() { Id = "spa" });
        options.Clients.Add(new() { Id = "web", Secret = "w3b", RedirectUris = [Flow.Callback] });
        options.Clients.Add(new() { Id = "robot", Secret = "r0bot", AssertionKeys = [AssertionKey.FromPem(Assertion.Ec.ExportSubjectPublicKeyInfoPem())] });
    });

    private static async Task<string[]> GoodAsync(Bench bench)
    {
        var scope = Uri.EscapeDataString("openid users:readonly conversations:readonly");
        var authorize =
            Flow.Get($"/oauth/authorize?response_type=code&client_id=web&redirect_uri={Uri.EscapeDataString(Flow.Callback)}&scope={scope}{Flow.WithChallenge}");
        var sentBack = (await AnswerAsync(bench.Lab, bench.Lab.Idp, authorize)).Split("code=")[1].Split('&', '\r')[0];
        var exchange =
            Flow.Post("/oauth/token",
                $"{Flow.AsWeb}&grant_type=authorization_code&code={sentBack}&redirect_uri={Uri.EscapeDataString(Flow.Callback)}&code_verifier={Flow.Verifier}");
        var answer = await AnswerAsync(bench.Lab, bench.Lab.Idp, exchange);
        using var granted = JsonDocument.Parse(answer[answer.IndexOf('{')..(answer.LastIndexOf('}') + 1)]);
        return [.. new[] { "access_token", "id_token", "refresh_token" }.Select(name => granted.RootElement.GetProperty(name).GetString()!),
            Assertion.SignEs256(Assertion.Claims(Bench.Noon))];
    }

    private static async Task<int> StatusOfAsync(Lab lab, LabNode node, HttpRequestMessage request) =>
        int.Parse((await AnswerAsync(lab, node, request)).Split(' ', 3)[1], CultureInfo.InvariantCulture);

    /// <summary>Sends a request as it stands, escaped nowhere, on a connection of its own, and reads until the server ends it.</summary>
    private static async Task<string> AnswerAsync(Lab lab, LabNode node, HttpRequestMessage request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(lab.Address.Host, lab.Address.Port);
        var stream = socket.GetStream();
        // A server that has read enough answers and closes, and the rest is not taken any more.
        var written = stream.WriteAsync(await BytesAsync(node, request)).AsTask();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = new StringBuilder();
        try
        {
            for (var buffer = new char[4096]; await reader.ReadAsync(buffer) is > 0 and var count;)
                answer.Append(buffer, 0, count);
            await written;
        }
        catch (IOException) when (answer.Length > 0)
        {
            // The answer is there.
        }
        return answer.ToString();
    }

    private static async Task<byte[]> BytesAsync(LabNode node, HttpRequestMessage request)
    {
        var uri = request.RequestUri!.OriginalString;
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        if (request.Content is { } content)
            content.Headers.ContentLength = body.Length;
        var head =
            new StringBuilder($"{request.Method} {uri[uri.IndexOf('/', "http://".Length)..]} HTTP/1.1\r\nHost: {node.Name}.test\r\nConnection: close\r\n");
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default))
        {
            foreach (var value in values)
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
