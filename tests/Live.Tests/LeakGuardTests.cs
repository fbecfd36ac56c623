using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Testing.Tests;

/// <summary>No byte of a session comes from the machine's clock: ten years ahead it is the same but for the shift, in process and on sockets.</summary>
public class LeakGuardTests
{
    // No machine reads that year.
    private static readonly DateTimeOffset Far = Bench.Noon.AddYears(500);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_session_ten_years_ahead_is_the_same_but_for_the_shift(int? port)
    {
        var now = await TranscriptAsync(Bench.Noon, port);
        var later = await TranscriptAsync(Bench.Noon.AddYears(10), port);

        Assert.Equal(now, later);
        // What the session is to show, in the order in which it does.
        string[] seen =
        [
            "Cache-Control: max-age=600", "Location: http://client.test/callback?code=", "\"expires_in\":3600", "\"id_token\":\"{", "\"auth_time\":<+0 s>",
                "\"nonce\":\"n\"", "HTTP/1.1 200 OK",
            "Date: <+27 s>", "\"active\":true", "\"exp\":<+3627 s>", "Location: http://client.test/bye?state=s", "invalid_grant", "\"active\":false",
                "HTTP/1.1 403 Forbidden",
            "Retry-After: 60", "Retry-After: <+7290 s>", "HTTP/1.1 503", "HTTP/1.1 405", "HTTP/1.1 404",
        ];
        var at = 0;
        foreach (var part in seen)
        {
            at = now.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The transcript does not hold {part} where it is expected:\n{now}");
        }
    }

    [Fact]
    public async Task The_session_sees_every_cause_of_a_401()
    {
        await using var bench = await StartAsync(Bench.Noon, null);

        await RunAsync(bench);

        string[] causes = [.. Enum.GetNames<RefusalCause>().Select(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName).Order(StringComparer.Ordinal)];
        Assert.Equal(causes, bench.Lab.Journal.Refusals.Select(entry => entry.Cause!).Distinct().Order(StringComparer.Ordinal));
    }

    // The guard is itself guarded: whoever uses the machine's clock in any of the ways it is written is found out.
    [Theory]
    [InlineData("R")]
    [InlineData("O")]
    [InlineData("yyyy-MM-dd HH:mm:ss")]
    [InlineData("seconds")]
    [InlineData("milliseconds")]
    public async Task A_header_from_the_machines_clock_is_noticed(string form)
    {
        var now = await TranscriptAsync(Bench.Noon, null, Leak);
        var later = await TranscriptAsync(Bench.Noon.AddYears(10), null, Leak);

        Assert.NotEqual(now, later);
        Assert.Equal(Without(now), Without(later));

        void Leak(IApplicationBuilder app) => app.Use(next => context =>
        {
#pragma warning disable RS0030 // The leak that is to be found.
            var machine = TimeProvider.System.GetUtcNow();
#pragma warning restore RS0030
            context.Response.Headers["X-Leak"] = form switch
            {
                "seconds" => machine.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                "milliseconds" => machine.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
                _ => machine.ToString(form, CultureInfo.InvariantCulture),
            };
            return next(context);
        });

        static string Without(string transcript) =>
            string.Join('\n', transcript.Split('\n').Where(line => !line.StartsWith("X-Leak", StringComparison.Ordinal)));
    }

    // The first exception: no middleware sees such a request, so no node can answer it.
    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n")]
    public async Task Only_a_request_that_the_server_cannot_read_is_answered_on_the_machines_clock(string request)
    {
        await using var bench = await StartAsync(Far, 0);

        var unreadable = await RawAsync(bench.Lab, request);
        var readable = await RawAsync(bench.Lab, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", unreadable, StringComparison.Ordinal);
        Assert.Contains("\r\nDate: ", unreadable, StringComparison.Ordinal);
        Assert.DoesNotContain(" 2526 ", unreadable, StringComparison.Ordinal);
        Assert.Contains(", 01 Jan 2526 12:00:00 GMT\r\n", readable, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Lab.Journal.Entries, entry => entry.Status == 400);
    }

    // The second exception.
    [Fact]
    public async Task Certificates_are_good_from_2020_to_2050_whatever_the_lab_reads()
    {
        await using var bench = await Bench.StartAsync(options => (options.Port, options.HttpsPort) = (0, 0), Far);

        using var certificate = X509Certificate2.CreateFromPem(bench.Lab.CertificatePem);

        Assert.Equal((2020, 2050), (certificate.NotBefore.ToUniversalTime().Year, certificate.NotAfter.ToUniversalTime().Year));
    }

    private static async Task<string> TranscriptAsync(DateTimeOffset start, int? port, Action<IApplicationBuilder>? before = null)
    {
        await using var bench = await StartAsync(start, port, before);
        return await RunAsync(bench);
    }

    private static Task<Bench> StartAsync(DateTimeOffset start, int? port, Action<IApplicationBuilder>? before = null) => Bench.StartAsync(
        options =>
        {
            options.Port = port;
            options.Api.Nodes = 3;
            options.Clients.Clear();
            options.Clients.Add(Session.App);
            options.Idp.Settings = options.Idp.Settings with { RefreshMode = RefreshMode.RotateDetectReuse, TopLevelIssuedAt = true };
        },
        start,
        before);

    private static async Task<string> RunAsync(Bench bench)
    {
        using var handler = bench.Lab.CreateHandler();
        if (handler is SocketsHttpHandler sockets)
            (sockets.AllowAutoRedirect, sockets.UseCookies) = (false, false);
        using var client = new HttpClient(handler);
        var transcript = new Transcript(client, bench.Time.GetUtcNow());
        await new Session(bench.Lab, bench.Time, transcript).RunAsync();
        return transcript.ToString();
    }

    private static async Task<string> RawAsync(Lab lab, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(lab.Address.Host, lab.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
