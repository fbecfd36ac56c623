namespace SkewLab.Client.Tests;

public class SkewAwareOptionsTests
{
    [Fact]
    public void All_problems_are_named_at_once()
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri("http://idp.example/oauth/token"),
            RefreshToken = "r",
            Margin = TimeSpan.FromSeconds(-1),
            HoldDown = TimeSpan.FromSeconds(6),
            MaxSends = 0,
        };

        Assert.Equal(
            [
                "TokenEndpoint: http://idp.example is plain http; use https, or list its origin in InsecureHttpOrigins.",
                "AllowedOrigins: name at least the API's base address.",
                "ClientId: it is empty.",
                "ClientSecret: it is empty.",
                "RefreshToken: the grant ClientCredentials takes none; set Grant or leave it out.",
                "Margin: -00:00:01 is outside 0 to 1 day.",
                "MaxHoldDown: 00:00:05 is less than HoldDown, 00:00:06.",
                "MaxSends: 0 is outside 1 to 100.",
            ],
            options.Validate());
        Assert.Contains("ClientId: it is empty.", Assert.Throws<ArgumentException>(() => new SkewAwareHandler(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_refresh_tokens_is_refused_where_there_are_none_and_every_range_is_checked()
    {
        var options = Valid() with
        {
            RefreshTokenStore = new InMemoryRefreshTokenStore(),
            ReuseGrace = TimeSpan.FromDays(2),
            RefusalMemory = TimeSpan.Zero,
            MaxRetryAfter = TimeSpan.FromTicks(-1),
        };

        Assert.Equal(
            [
                "RefreshTokenStore: the grant ClientCredentials needs none; set Grant or leave it out.",
                "ReuseGrace: the grant ClientCredentials presents no refresh token; set Grant or leave it out.",
                "ReuseGrace: 2.00:00:00 is outside 0 to 1 day.",
                "RefusalMemory: 00:00:00 is outside above 0 to 1 day.",
                "MaxRetryAfter: -00:00:00.0000001 is outside 0 to 1 day.",
            ],
            options.Validate());
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("", true, false)]
    [InlineData("r", false, true)]
    [InlineData(null, true, true)]
    [InlineData("r", true, true)]
    public void The_refresh_token_grant_starts_with_a_token_or_with_a_store(string? refreshToken, bool hasStore, bool isValid)
    {
        var options = Valid() with
        {
            Grant = TokenGrant.RefreshToken,
            RefreshToken = refreshToken,
            RefreshTokenStore = hasStore ? new InMemoryRefreshTokenStore() : null,
        };

        Assert.Equal(isValid ? [] : ["RefreshToken: the grant RefreshToken starts with one, given here or in RefreshTokenStore."], options.Validate());
    }

    [Theory]
    [InlineData("https://idp.example/t", true)]
    [InlineData("http://localhost:8405/t", true)]
    [InlineData("http://127.0.0.1/t", true)]
    [InlineData("http://lab.example/t", true)]
    [InlineData("http://lab.example:81/t", false)]
    [InlineData("ftp://idp.example/t", false)]
    public void Plain_http_is_for_loopback_and_listed_origins(string address, bool isValid)
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri(address),
            ClientId = "c",
            ClientSecret = "s",
            AllowedOrigins = [new Uri("https://api.example")],
            InsecureHttpOrigins = [new Uri("http://lab.example")],
        };

        Assert.Equal(isValid, options.Validate().Count == 0);
    }

    private static SkewAwareOptions Valid() => new()
    {
        TokenEndpoint = new Uri("https://idp.example/t"),
        ClientId = "c",
        ClientSecret = "s",
        AllowedOrigins = [new Uri("https://api.example")],
    };
}
