namespace SkewLab.Client.Tests;

public class OriginSetTests
{
    private static readonly OriginSet Origins = new([new Uri("https://api.example/v2/"), new Uri("http://lab.example:8080")]);

    [Theory]
    [InlineData("https://api.example", true)]
    [InlineData("https://api.example/other?x=1", true)]
    [InlineData("https://API.Example:443/v2/", true)]
    [InlineData("http://lab.example:8080/", true)]
    [InlineData("http://api.example:443/v2/", false)]
    [InlineData("https://api.example:444/v2/", false)]
    [InlineData("https://api.example.evil/v2/", false)]
    [InlineData("https://lab.example:8080/", false)]
    [InlineData("http://lab.example/", false)]
    public void An_origin_is_scheme_host_and_port_and_nothing_else(string address, bool isContained) =>
        Assert.Equal(isContained, Origins.Contains(new Uri(address)));

    [Fact]
    public void A_missing_or_relative_address_has_no_origin()
    {
        Assert.False(Origins.Contains(null));
        Assert.False(Origins.Contains(new Uri("/v2/", UriKind.Relative)));
    }
}
