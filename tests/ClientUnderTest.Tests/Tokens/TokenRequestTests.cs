using System.Net;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokenRequestTests
{
    [Theory]
    [InlineData(null, "grant_type=client_credentials")]
    [InlineData("read write", "grant_type=client_credentials&scope=read+write")]
    public async Task A_scope_is_asked_for_where_there_is_one(string? scope, string body)
    {
        using var bench = new Bench(options => options.Scope = scope);

        await bench.GetAsync();

        Assert.Equal([body], bench.Network.TokenRequests);
    }

    [Fact]
    public async Task Json_is_asked_for()
    {
        using var bench = new Bench();

        await bench.GetAsync();

        Assert.Equal(["application/json"], bench.Network.TokenRequestAccept);
    }

    [Theory]
    [InlineData("https://evil.example/oauth/token", false)]
    [InlineData("http://idp.example/oauth/token", false)]
    [InlineData("https://idp.example/moved/token", true)]
    public async Task A_grant_is_believed_only_from_the_origin_that_was_asked(string answeredBy, bool isBelieved)
    {
        using var bench = new Bench();
        bench.Network.Idp = n =>
        {
            var grant = FakeNetwork.Grant(n);
            grant.RequestMessage = new HttpRequestMessage(HttpMethod.Get, answeredBy);
            return Task.FromResult(grant);
        };

        var failure = await Record.ExceptionAsync(bench.GetAsync);

        Assert.Equal(
            isBelieved
                ? null
                : "Cannot get an access token from https://idp.example/oauth/token: its answer came from another origin, by a redirect (status 200). The next "
                    + "try is due in 0.15 s.",
            failure?.Message);
    }

    [Theory]
    [InlineData(65536, true, true)]
    [InlineData(65536, false, true)]
    [InlineData(65537, true, false)]
    [InlineData(65537, false, false)]
    public async Task An_answer_of_64_KiB_is_read_and_one_of_a_byte_more_is_not_whether_it_tells_its_length_or_not(int length, bool tellsLength, bool isRead)
    {
        using var bench = new Bench();
        bench.Network.Idp = async n =>
        {
            var body = (await FakeNetwork.Grant(n).Content.ReadAsStringAsync()).PadRight(length);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = tellsLength ? new StringContent(body) : new UntoldContent(body) };
        };

        var failure = await Record.ExceptionAsync(bench.GetAsync);

        Assert.Equal(
            isRead
                ? null
                : "Cannot get an access token from https://idp.example/oauth/token: its answer is longer than 65536 bytes (status 200). The next try is due in "
                    + "0.15 s.",
            failure?.Message);
    }

    [Fact]
    public async Task An_answer_is_printed_without_what_it_grants()
    {
        var bounded = await ParseAsync(
            "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":60,\"refresh_token\":\"the-refresh-token\"}");
        var endless = await ParseAsync("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\"}");

        Assert.Equal("a token for 60 s", new TokenAnswer(bounded, null, bounded.RefreshToken).ToString());
        Assert.Equal("a token for an unknown number of s", new TokenAnswer(endless, null).ToString());
        Assert.Equal("it refused", new TokenAnswer(null, new TokenFailure(new Uri("https://idp.example/"), "it refused"), "the-refresh-token").ToString());
        Assert.Equal("", default(TokenAnswer).ToString());
    }

    private static async Task<TokenResponse> ParseAsync(string body)
    {
        using var content = new StringContent(body);
        return TokenResponse.Parse(await content.ReadAsByteArrayAsync(), out _)!;
    }

    private sealed class UntoldContent(string body) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body)).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
