namespace SkewLab.Comparators.Tests;

public class InertConfigTests
{
    [Theory]
    [InlineData(null, "5")]
    [InlineData("00:01:30", "90")]
    public async Task Every_request_carries_the_header_that_nobody_reads(string? tolerance, string header)
    {
        var bench = new Bench();
        using var client = tolerance is null ? bench.Client<InertConfig>() : bench.Client<InertConfig>(("tolerance", tolerance));

        await client.GetAsync("/");

        Assert.Equal([header], bench.Requests[0].Headers.GetValues("Clock-Skew-Seconds"));
        Assert.Contains($"Clock-Skew-Seconds: {header}", bench.TokenHeaders[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_used_to_its_end_as_in_naive_expiry()
    {
        var bench = new Bench();
        using var client = bench.Client<InertConfig>();
        await client.GetAsync("/");

        bench.Clock.Now += TimeSpan.FromSeconds(600) - TimeSpan.FromTicks(1);
        await client.GetAsync("/");
        bench.Clock.Now += TimeSpan.FromTicks(1);
        await client.GetAsync("/");

        Assert.Equal([1, 1, 2], bench.Sent);
    }
}
