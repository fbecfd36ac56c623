namespace SkewLab.SkewLab.Tests.Live;

/// <summary>Who may control a lab.</summary>
public class ControlGuardTests
{
    [Theory]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "http://localhost:81", 403)]
    [InlineData("Origin", "http://localhost", 200)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Sec-Fetch-Site", "none", 200)]
    [InlineData("Host", "evil.example", 403)]
    [InlineData("Host", "10.0.0.1", 403)]
    [InlineData("Host", "127.0.0.2:8405", 200)]
    [InlineData("Host", "[::1]:8405", 200)]
    public async Task A_page_of_another_site_controls_nothing(string header, string value, int status)
    {
        await using var bench = await LiveBench.StartAsync();

        var answer = await bench.SendAsync("GET", "_skewlab/clocks", null, (header, value));

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("OPTIONS")]
    public async Task A_page_of_another_site_may_read_no_control_answer_and_is_not_told_that_it_may_ask(string method)
    {
        await using var bench = await LiveBench.StartAsync();
        using var request = new HttpRequestMessage(new(method), "_skewlab/clocks");
        request.Headers.Add("Origin", "http://evil.example");
        request.Headers.Add("Access-Control-Request-Method", "PUT");

        using var answer = await bench.Client.SendAsync(request);

        Assert.Equal(403, (int)answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_is_asked_for_where_the_lab_was_given_one_and_then_any_host_will_do()
    {
        await using var bench = await LiveBench.StartAsync(token: "T0ken");

        var without = await bench.SendAsync("POST", "_skewlab/reset");
        var wrong = await bench.SendAsync("POST", "_skewlab/reset", null, ("X-SkewLab-Token", "T0keN"));
        var right = await bench.SendAsync("POST", "_skewlab/reset", null, ("X-SkewLab-Token", "T0ken"), ("Host", "lab.example"));

        Assert.Equal((401, 401, 204), (without.Status, wrong.Status, right.Status));
        Assert.Equal("This lab was started with --token: send it in the header X-SkewLab-Token.", without.Json.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_form_that_any_page_can_post_is_no_control_request()
    {
        await using var bench = await LiveBench.StartAsync();

        using var answer = await bench.Client.PostAsync(new Uri("_skewlab/clocks/advance", UriKind.Relative), new StringContent("""{"by":"1h"}"""));

        Assert.Equal((415, TimeSpan.Zero), ((int)answer.StatusCode, bench.Lab.Clocks["idp"].Offset));
    }

    [Fact]
    public async Task A_body_has_at_most_64_KiB()
    {
        await using var bench = await LiveBench.StartAsync();

        var full = await bench.SendAsync("POST", "_skewlab/clients", """{"id":"a"}""".PadRight(65536));
        var over = await bench.SendAsync("POST", "_skewlab/clients", """{"id":"a"}""".PadRight(65537));

        Assert.Equal((200, 413), (full.Status, over.Status));
    }
}
