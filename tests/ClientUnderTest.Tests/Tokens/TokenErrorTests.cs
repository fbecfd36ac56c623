using System.Text;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokenErrorTests
{
    [Theory]
    [InlineData("invalid_grant", true)]
    [InlineData("az_", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)] // 40 letters.
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("", false)]
    [InlineData("Invalid_grant", false)]
    [InlineData("invalid-grant", false)]
    [InlineData("{", false)]
    public void An_error_code_is_small_letters_and_underscores_and_anything_else_is_not_repeated(string code, bool isCode) =>
        Assert.Equal(isCode ? code : null, TokenResponse.ParseError(Encoding.UTF8.GetBytes($$"""{"error":"{{code}}"}""")));

    [Fact]
    public async Task A_source_of_random_numbers_that_throws_keeps_no_caller_waiting_and_no_renewal_from_starting()
    {
        using var bench = new Bench(options => options.Random = () => throw new InvalidOperationException("no dice"));
        bench.Network.Idp = n => n == 1 ? throw new HttpRequestException("no route") : Task.FromResult(FakeNetwork.Grant(n));

        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        bench.Time.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public void An_access_token_may_hold_all_visible_ascii()
    {
        var granted = TokenResponse.Parse("{\"access_token\":\"!~\",\"token_type\":\"Bearer\"}"u8.ToArray(), out var problem);

        Assert.Equal(("!~", ""), (granted!.AccessToken, problem));
    }
}
