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
}
