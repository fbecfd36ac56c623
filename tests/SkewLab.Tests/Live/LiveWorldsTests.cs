using SkewLab.Scenarios.Timeline;
using SkewLab.Testing.Worlds;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>Worlds beside a lab see nothing of each other.</summary>
public class LiveWorldsTests
{
    [Fact]
    public async Task A_world_has_clocks_tokens_faults_and_a_journal_of_its_own()
    {
        await using var bench = await LiveBench.StartAsync();
        var made = await bench.SendAsync("POST", "_skewlab/worlds");
        var other = await bench.SendAsync("POST", "_skewlab/worlds");

        await bench.SendAsync("PUT", "w/1/_skewlab/clocks", """{"api-1":{"offset":"-2s"}}""");
        await bench.SendAsync("POST", "w/2/_skewlab/faults", """{"match":{"role":"idp"},"status":503}""");
        var token = await bench.NewTokenAsync("w/1/");
        int[] answers = [await bench.GetAsync(token, "w/1/api-1"), await bench.GetAsync(token, "w/1/api-2")];
        var metadata = await bench.Client.GetStringAsync(new Uri("w/1/idp/.well-known/openid-configuration", UriKind.Relative));
        var inserted = await bench.Client.GetStringAsync(new Uri(".well-known/oauth-authorization-server/w/1", UriKind.Relative));

        Assert.Equal(("1", "http://localhost/w/1"), (made.Json.GetProperty("id").GetString(), made.Json.GetProperty("baseUrl").GetString()));
        Assert.Equal("2", other.Json.GetProperty("id").GetString());
        Assert.Equal([401, 200], answers);
        Assert.Contains("\"issuer\":\"http://localhost/w/1/idp\"", metadata, StringComparison.Ordinal);
        Assert.Contains("\"issuer\":\"http://localhost/w/1\"", inserted, StringComparison.Ordinal);
        Assert.Equal((TimeSpan.Zero, 0, 0), (bench.Lab.Clocks["api-1"].Offset, bench.Lab.Journal.Entries.Count, bench.Lab.Idp.Faults.List().Count));
        var journal = await bench.SendAsync("GET", "w/1/_skewlab/journal");
        Assert.Equal(5, journal.Json.GetProperty("entries").GetArrayLength());
    }

    [Theory]
    [InlineData("w/7/_skewlab/clocks", "7")]
    [InlineData("w/7/oauth/token", "7")]
    [InlineData("w/7", "7")]
    [InlineData("w/1/api/v2/users/me", "1")]
    public async Task A_world_that_is_not_there_any_more_is_no_other_lab(string path, string id)
    {
        await using var bench = await LiveBench.StartAsync();
        await bench.SendAsync("POST", "_skewlab/worlds", "{}");
        await bench.SendAsync("DELETE", "_skewlab/worlds/1");

        var (status, problem) = await bench.SendAsync("GET", path);

        Assert.Equal((404, "world", id), (status, problem.GetProperty("field").GetString(), problem.GetProperty("value").GetString()));
        Assert.Equal("There is no such world; POST /_skewlab/worlds makes one.", problem.GetProperty("detail").GetString());
        Assert.Empty(bench.Lab.Journal.Entries);
    }

    [Fact]
    public async Task No_token_of_one_world_is_a_token_of_another()
    {
        await using var bench = await LiveBench.StartAsync();
        await bench.SendAsync("POST", "_skewlab/worlds");
        await bench.SendAsync("POST", "_skewlab/worlds");

        async Task<string> First(string path) =>
            (await bench.SendAsync("POST", path + "_skewlab/refresh-tokens")).Json.GetProperty("refreshToken").GetString()!;
        string[] tokens = [await First(""), await First("w/1/"), await First("w/2/")];
        await bench.SendAsync("POST", "w/1/_skewlab/reset");

        Assert.Equal(4, tokens.Append(await First("w/1/")).Distinct().Count());
    }

    [Fact]
    public async Task A_reset_that_comes_as_its_world_ends_begins_nothing_anew()
    {
        await using var bench = await LiveBench.StartAsync(timeline: [new() { At = TimeSpan.FromSeconds(1), Action = new JumpAction { Clock = "idp", By = TimeSpan.FromSeconds(3) } }]);
        await bench.SendAsync("POST", "_skewlab/worlds");
        var world = bench.Lab.Worlds.Find("1")!;
        await bench.SendAsync("DELETE", "_skewlab/worlds/1");

        world.Reset();
        bench.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.Zero, world.State.Clocks["idp"].Offset);
    }

    [Fact]
    public async Task A_worlds_timeline_begins_with_it_and_ends_with_it()
    {
        await using var bench = await LiveBench.StartAsync(timeline: new TimelineEntry { At = TimeSpan.FromSeconds(10), Action = new JumpAction { Clock = "idp", By = TimeSpan.FromSeconds(3) } });
        bench.Advance(TimeSpan.FromSeconds(5));
        await bench.SendAsync("POST", "_skewlab/worlds");
        var world = bench.Lab.Worlds.Find("1")!.State;

        bench.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((3d, 0d), (bench.Lab.Clocks["idp"].Offset.TotalSeconds, world.Clocks["idp"].Offset.TotalSeconds));
        await bench.SendAsync("DELETE", "_skewlab/worlds/1");
        bench.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, world.Clocks["idp"].Offset);
        Assert.Equal(404, (await bench.SendAsync("DELETE", "_skewlab/worlds/1")).Status);
        Assert.Equal((404, "path"), await bench.SendAsync("DELETE", "_skewlab/worlds/foo/1") is var (status, problem)
            ? (status, problem.GetProperty("field").GetString()) : default);
    }

    [Fact]
    public async Task There_are_at_most_so_many_and_a_world_has_none()
    {
        await using var bench = await LiveBench.StartAsync();
        for (var i = 0; i < LabWorlds.Most; i++)
            Assert.Equal(200, (await bench.SendAsync("POST", "_skewlab/worlds")).Status);

        var over = await bench.SendAsync("POST", "_skewlab/worlds");
        var within = await bench.SendAsync("POST", "w/1/_skewlab/worlds");
        await bench.SendAsync("DELETE", "_skewlab/worlds/7");
        var again = await bench.SendAsync("POST", "_skewlab/worlds");

        Assert.Equal((409, "There are 100 worlds, which is the most at once; end one with DELETE /_skewlab/worlds/{id}."),
            (over.Status, over.Json.GetProperty("detail").GetString()));
        Assert.Equal((404, "101"), (within.Status, again.Json.GetProperty("id").GetString()));
    }
}
