using System.Net;
using System.Text;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests;

public class SecretsTests
{
    [Fact]
    public async Task No_log_line_holds_a_token_or_a_secret_in_a_life_full_of_trouble()
    {
        using var bench = new Bench(options => (options.Grant, options.RefreshToken) = (TokenGrant.RefreshToken, "the-refresh-token"));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        bench.Network.Api = _ => FakeNetwork.Refuse();
        await bench.GetAsync();
        bench.Network.Idp = n => n % 2 == 0
            ? Task.FromResult(FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"the-refresh-token\",\"error_description\":\"secret-token-0001\"}"))
            : Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, "secret-token-0001"));
        for (var call = 0; call < 20; call++)
        {
            await bench.GetAsync();
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.NotEmpty(bench.Lines);
        Assert.All(bench.Lines, AssertHoldsNoSecret);
    }

    [Theory]
    [InlineData(400, "{\"error\":\"invalid_grant\",\"error_description\":\"secret-token-0001\"}", "it refused (status 400, error invalid_grant)")]
    [InlineData(400, "{\"error\":\"Secret-token-0001\"}", "it refused (status 400)")]
    [InlineData(502, "<html>secret-token-0001</html>", "it refused (status 502)")]
    [InlineData(200, "secret-token-0001", "its answer is not JSON (status 200)")]
    [InlineData(200, "[]", "its answer is not a JSON object (status 200)")]
    [InlineData(200, "{\"token_type\":\"Bearer\"}", "access_token is not a non-empty string of visible ASCII (status 200)")]
    [InlineData(200, "{\"access_token\":\"a b\",\"token_type\":\"Bearer\"}", "access_token is not a non-empty string of visible ASCII (status 200)")]
    [InlineData(200, "{\"access_token\":\"secret-token-0001\",\"token_type\":\"mac\"}", "token_type is not Bearer (status 200)")]
    [InlineData(
        200,
        "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":0}",
        "expires_in is not a whole number of seconds above zero (status 200)")]
    [InlineData(
        200,
        "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":\"60\"}",
        "expires_in is not a whole number of seconds above zero (status 200)")]
    [InlineData(
        200, "{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"refresh_token\":1}", "refresh_token is not a non-empty string (status 200)")]
    public async Task A_failure_names_the_endpoint_the_status_and_the_rule_and_nothing_of_the_answer(int status, string body, string problem)
    {
        using var bench = new Bench(options => options.TokenEndpoint = new Uri("https://user:hunter22@idp.example/oauth/token?key=hunter22"));
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json((HttpStatusCode)status, body));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.StartsWith($"Cannot get an access token from https://idp.example/oauth/token: {problem}.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(status, (int?)failure.StatusCode);
        AssertHoldsNoSecret(failure.ToString());
        Assert.Empty(bench.Sent);
    }

    [Fact]
    public async Task An_answer_longer_than_64_KiB_is_not_read_to_its_end()
    {
        using var bench = new Bench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, new string(' ', 65537)));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.Contains("longer than 65536 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_prints_the_start_of_its_hash()
    {
        var token = new AccessToken("secret-token-0001", 3, TokenLifetime.Unknown(default), default);

        Assert.Matches("^access token [0-9a-f]{8} \\(generation 3\\)$", token.ToString());
    }

    [Fact]
    public void Options_print_no_secret() =>
        AssertHoldsNoSecret(
            new SkewAwareOptions
            {
                ClientSecret = "the-client-secret",
                RefreshToken = "the-refresh-token",
                TokenEndpoint = new Uri("https://u:hunter22@x/t?a=hunter22"),
            }.ToString());

    [Fact]
    public async Task Client_credentials_are_form_encoded_before_they_are_joined()
    {
        using var bench = new Bench(options => (options.ClientId, options.ClientSecret) = ("a:b c", "p%ss"));

        await bench.GetAsync();

        var basic = Encoding.UTF8.GetString(Convert.FromBase64String(bench.Network.TokenRequestCredentials.Single()!.Parameter!));
        Assert.Equal("a%3Ab+c:p%25ss", basic);
        Assert.Equal("Basic", bench.Network.TokenRequestCredentials.Single()!.Scheme);
    }

    [Theory]
    [InlineData("https://elsewhere.example/things")]
    [InlineData("http://api.example/things")]
    [InlineData("https://api.example:8443/things")]
    public async Task Another_origin_never_sees_the_token(string address)
    {
        using var bench = new Bench();
        await bench.GetAsync();

        using var plain = await bench.Start(new HttpRequestMessage(HttpMethod.Get, address));
        using var copied = new HttpRequestMessage(HttpMethod.Get, address);
        copied.Headers.Authorization = new("Bearer", FakeNetwork.Secret(1));
        using var redirected = await bench.Start(copied);

        Assert.Equal([1, 0, 0], bench.Sent);
    }

    [Fact]
    public async Task Another_origin_sees_neither_the_token_in_use_nor_the_one_before_it_and_keeps_a_token_of_its_own()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        await bench.GetAsync();
        Assert.Equal(2, bench.TokenRequests);

        foreach (var ordinal in (int[])[1, 2, 42])
        {
            using var copied = new HttpRequestMessage(HttpMethod.Get, "https://elsewhere.example/things");
            copied.Headers.Authorization = new("Bearer", FakeNetwork.Secret(ordinal));
            using var response = await bench.Start(copied);
        }

        Assert.Equal([0, 0, 42], bench.Sent[2..]);
    }

    [Fact]
    public void The_synchronous_path_sends_nothing_rather_than_a_request_without_token()
    {
        using var bench = new Bench();

        var refused = Assert.Throws<NotSupportedException>(() => bench.Send(new HttpRequestMessage(HttpMethod.Get, "/things")));

        Assert.Equal("SkewAwareHandler sends asynchronously only; call SendAsync instead of Send.", refused.Message);
        Assert.Empty(bench.Sent);
    }

    private static void AssertHoldsNoSecret(string text)
    {
        foreach (var secret in (string[])["secret-token-0001", "secret-token-0002", "the-client-secret", "the-refresh-token", "hunter22"])
        {
            for (var start = 0; start + 8 <= secret.Length; start++)
                Assert.DoesNotContain(secret.Substring(start, 8), text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
