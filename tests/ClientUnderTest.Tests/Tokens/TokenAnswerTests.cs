using System.Net;
using System.Text;

namespace SkewLab.Client.Tests.Tokens;

/// <summary>Every shape of answer that a token endpoint, or what stands in front of it, was seen or can be thought to give.</summary>
public class TokenAnswerTests
{
    private const string Type = "token_type is not Bearer";
    private const string Token = "access_token is not a non-empty string of visible ASCII";
    private const string ExpiresIn = "expires_in is not a whole number of seconds above zero";
    private const string Renewed = "refresh_token is not a non-empty string";

    [Theory]
    [InlineData("", "its answer is empty")]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_ty", "its answer is not JSON")]
    [InlineData("<!DOCTYPE html><title>Sign in</title>", "its answer is not JSON")]
    [InlineData("access_token=secret-token-0001&token_type=bearer", "its answer is not JSON")]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_i\\ud800\":1}", "its answer is not JSON")]
    [InlineData("null", "its answer is not a JSON object")]
    [InlineData("\"secret-token-0001\"", "its answer is not a JSON object")]
    [InlineData("{}", Token)]
    [InlineData("{\"error\":\"invalid_client\"}", Token)]
    [InlineData("{\"access_token\":null,\"token_type\":\"Bearer\"}", Token)]
    [InlineData("{\"access_token\":\"\",\"token_type\":\"Bearer\"}", Token)]
    [InlineData("{\"access_token\":17,\"token_type\":\"Bearer\"}", Token)]
    [InlineData("{\"access_token\":\"a\\r\\nX-Evil: 1\",\"token_type\":\"Bearer\"}", Token)]
    [InlineData("{\"access_token\":\"\\ud800\",\"token_type\":\"Bearer\"}", Token)]
    [InlineData("{\"access_token\":\"secret-token-0001\"}", Type)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"DPoP\"}", Type)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":[\"Bearer\"]}", Type)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":0}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":-1}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":\"3600\"}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":3599.5}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":1e40}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":9223372036854775808}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"expires_in\":true}", ExpiresIn)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"refresh_token\":\"\"}", Renewed)]
    [InlineData("{\"access_token\":\"secret-token-0001\",\"token_type\":\"Bearer\",\"refresh_token\":{}}", Renewed)]
    public async Task What_is_no_grant_is_refused_by_name_to_all_who_wait_and_the_next_try_may_succeed(string body, string problem)
    {
        using var bench = new Bench();
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = n => n == 1 ? answer.Task : Task.FromResult(FakeNetwork.Grant(n));
        var calls = Enumerable.Range(0, 3).Select(_ => bench.StartGet()).ToArray();

        answer.SetResult(FakeNetwork.Json(HttpStatusCode.OK, body));

        foreach (var call in calls)
        {
            var failure = await Assert.ThrowsAsync<AccessTokenException>(() => call);
            Assert.StartsWith(
                $"Cannot get an access token from https://idp.example/oauth/token: {problem} (status 200).", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret-token", failure.ToString(), StringComparison.Ordinal);
        }

        bench.Time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Equal(200, await bench.GetAsync());
    }

    [Theory]
    [InlineData("\"expires_in\":1")]
    [InlineData("\"expires_in\":9223372036854775807")]
    [InlineData("\"expires_in\":null")]
    [InlineData("\"scope\":\"\\ud800\",\"expires_in\":60")]
    [InlineData("\"refresh_token\":null")]
    [InlineData("\"x\":[[[[1]]]]")]
    public async Task What_only_looks_odd_is_a_grant(string more)
    {
        using var bench = new Bench();
        bench.Network.Idp = n =>
            Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, $$"""{"access_token":"{{FakeNetwork.Secret(n)}}","token_type":"BEARER",{{more}}}"""));

        Assert.Equal(200, await bench.GetAsync());
    }

    [Theory]
    [InlineData("{\"error\":\"\\ud800\"}")]
    [InlineData("{\"error\":{}}")]
    [InlineData("{\"erro\\ud800\":1}")]
    [InlineData("[\"error\"]")]
    [InlineData("")]
    public async Task A_refusal_that_cannot_be_read_is_still_a_refusal(string body)
    {
        using var bench = new Bench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.BadRequest, body));

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.Contains("it refused (status 400).", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.OAuthError);
    }

    [Fact]
    public async Task A_byte_order_mark_is_passed_over()
    {
        using var bench = new Bench();
        bench.Network.Idp = async n => FakeNetwork.Json(HttpStatusCode.OK, "\ufeff" + await FakeNetwork.Grant(n).Content.ReadAsStringAsync());

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_lost_exchange()
    {
        using var bench = new Bench();
        bench.Network.Idp = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new BreakingContent() });

        var failure = await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        Assert.StartsWith("Cannot get an access token from https://idp.example/oauth/token: the exchange failed.", failure.Message, StringComparison.Ordinal);
    }

    private sealed class BreakingContent : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("{\"access_token\":\"secret"));
            throw new IOException("The connection was closed.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
