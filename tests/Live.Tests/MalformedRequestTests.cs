using System.Net.Sockets;
using System.Text;

namespace SkewLab.Testing.Tests;

/// <summary>What no client should send gets a 4xx and no more: not a 500, not a hang.</summary>
public class MalformedRequestTests
{
    [Theory]
    [InlineData("GET /api/v2/users/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a.b.c\r\n\r\n")]
    [InlineData("GET /api/v2/users/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ÿþ.a.b\r\n\r\n")]
    [InlineData("FOO /api/v2/users/me HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /idp/%00 HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: ÿ\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET /oauth/token HTTP/1.0\r\n\r\n")]
    [InlineData("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 4\r\n\r\n%ff&")]
    [InlineData("POST /oauth/token HTTP/1.1\r\nHost: a\r\nAuthorization: Basic !!!\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 29\r\n\r\ngrant_type=client_credentials")]
    [InlineData("POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task A_malformed_request_gets_a_4xx(string request)
    {
        await using var bench = await Bench.StartAsync(options => options.Port = 0);
        using var socket = new TcpClient();
        await socket.ConnectAsync(bench.Lab.Address.Host, bench.Lab.Address.Port);

        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(socket.GetStream(), Encoding.Latin1);

        Assert.StartsWith("HTTP/1.1 4", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }
}
