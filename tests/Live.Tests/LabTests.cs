using System.Net;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Tests;

/// <summary>A lab in a test: start it, move it, break it, put it back.</summary>
public class LabTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_fault_that_takes_Date_away_leaves_none_by_sockets_either(int? port)
    {
        await using var bench = await Bench.StartAsync(options => options.Port = port);
        bench.Lab.Idp.Faults.Add(new() { Headers = new Dictionary<string, string> { ["Date"] = "" } });

        using var without = await bench.Client.GetAsync(new Uri(bench.Lab.IdpAddress, ".well-known/jwks.json"));
        bench.Lab.Idp.Faults.Clear();
        using var with = await bench.Client.GetAsync(new Uri(bench.Lab.IdpAddress, ".well-known/jwks.json"));

        Assert.Equal((null, Bench.Noon), (without.Headers.Date, with.Headers.Date));
    }

    [Fact]
    public async Task A_node_that_learns_late_refuses_a_token_until_it_knows()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);
        bench.Lab.PropagationOf("api-2").LearnsTokenAfter = TimeSpan.FromMilliseconds(800);
        var token = await bench.NewTokenAsync();

        using var early = await bench.GetAsync(token, "api-2");
        bench.Time.Advance(TimeSpan.FromMilliseconds(800));
        using var late = await bench.GetAsync(token, "api-2");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (early.StatusCode, late.StatusCode));
        Assert.Equal("not_propagated", Assert.Single(bench.Lab.Journal.Refusals).Cause);
    }

    [Fact]
    public async Task A_fault_answers_for_its_node_alone_and_only_as_often_as_asked()
    {
        await using var bench = await Bench.StartAsync();
        bench.Lab.Idp.Faults.Add(new() { Path = "/oauth/token", Status = 429, RetryAfter = TimeSpan.FromSeconds(30), Times = 1 });

        using var keys = await bench.Client.GetAsync(new Uri(bench.Lab.IdpAddress, ".well-known/jwks.json"));
        using var first = await bench.Client.PostAsync(bench.Lab.TokenEndpoint, null);
        using var second = await bench.Client.PostAsync(bench.Lab.TokenEndpoint, null);

        Assert.Equal([200, 429, 400], new[] { keys, first, second }.Select(answer => (int)answer.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(30), first.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task The_faults_of_a_node_are_listed_with_what_is_left_of_them()
    {
        await using var bench = await Bench.StartAsync();
        bench.Lab.Idp.Faults.Add(new() { Status = 503, Skip = 1, Times = 2 });
        bench.Lab.Idp.Faults.Add(new() { Path = "/nothing", Status = 500 });

        (int?, int, int?)[] before = [.. bench.Lab.Idp.Faults.List().Select(fault => (fault.Status, fault.Skip, fault.Times))];
        for (var i = 0; i < 2; i++)
            (await bench.Client.PostAsync(bench.Lab.TokenEndpoint, null)).Dispose();
        (int?, int, int?)[] after = [.. bench.Lab.Idp.Faults.List().Select(fault => (fault.Status, fault.Skip, fault.Times))];

        Assert.Equal([(503, 1, 2), (500, 0, null)], before);
        Assert.Equal([(503, 0, 1), (500, 0, null)], after);
    }

    [Theory]
    [InlineData(FaultDrop.Before, null, 0)]
    [InlineData(FaultDrop.After, 0, 200)]
    [InlineData(FaultDrop.Before, null, 0, 0)]
    [InlineData(FaultDrop.After, 0, 200, 0)]
    public async Task A_dropped_answer_never_arrives_and_only_a_drop_after_has_done_something(FaultDrop drop, int? issued, int status, int? port = null)
    {
        await using var bench = await Bench.StartAsync(options => options.Port = port);
        bench.Lab.Idp.Faults.Add(new() { Drop = drop, Times = 1 });

        var lost = await Record.ExceptionAsync(() => bench.NewTokenAsync());

        Assert.True(lost is HttpRequestException or OperationCanceledException, $"{lost}");
        Assert.Equal(issued is null, bench.Lab.Idp.NewestToken is null);
        var entry = Assert.Single(bench.Lab.Journal.Entries);
        Assert.Equal((true, status), (entry.IsDropped, entry.Status));
        Assert.NotEmpty(await bench.NewTokenAsync());
    }

    [Fact]
    public async Task A_revoked_token_and_a_retired_key_are_refused()
    {
        await using var bench = await Bench.StartAsync();
        var token = await bench.NewTokenAsync();

        bench.Lab.Idp.Revoke(bench.Lab.Idp.NewestToken!);
        (await bench.GetAsync(token)).Dispose();
        bench.Lab.Idp.RotateKeys(TimeSpan.Zero, TimeSpan.Zero);
        (await bench.GetAsync(token)).Dispose();

        Assert.Equal(["revoked", "retired_kid"], bench.Lab.Journal.Refusals.Select(entry => entry.Cause));
    }

    [Fact]
    public async Task A_reset_forgets_tokens_faults_settings_and_journal()
    {
        await using var bench = await Bench.StartAsync(options => options.Idp.Settings = new() { Format = TokenFormat.Opaque });
        var before = await bench.NewTokenAsync();
        bench.Lab.Idp.Settings = bench.Lab.Idp.Settings with { Lifetime = TimeSpan.FromSeconds(1) };
        bench.Lab.Idp.Faults.Add(new() { Status = 503 });
        bench.Lab.PropagationOf("api-1").LearnsTokenAfter = TimeSpan.FromDays(1);

        bench.Lab.Reset();
        var journal = bench.Lab.Journal.Entries.Count;
        var after = await bench.NewTokenAsync();
        using var old = await bench.GetAsync(before);
        using var good = await bench.GetAsync(after);

        Assert.Equal((0, TimeSpan.FromHours(1)), (journal, bench.Lab.Idp.Settings.Lifetime));
        Assert.NotEqual(before, after);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (old.StatusCode, good.StatusCode));
    }

    [Fact]
    public async Task The_options_problems_are_said_all_at_once()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Lab.StartAsync(options =>
        {
            (options.Api.Nodes, options.JournalCapacity, options.Port, options.HttpsPort) = (0, 0, 65536, -1);
            options.NodePorts["api-7"] = 70000;
            options.Api.Node["idp2"] = new();
            options.Clients.Clear();
        }));

        Assert.Equal(
            """
            Cannot start the lab:
            Api.Nodes: 0 is outside 1 to 1000.
            JournalCapacity: 0 is outside 1 to 1,000,000.
            Port: 65536 is outside 0 to 65535.
            HttpsPort: -1 is outside 0 to 65535.
            Clients: a lab needs at least one client.
            Api.Node: there is no 'idp2' among 0 nodes; they are api-1 to api-0.
            NodePorts: there is no node 'api-7'.
            NodePorts: api-7: 70000 is outside 0 to 65535.
            """,
            refused.Message);
    }

    [Fact]
    public async Task Only_a_lab_that_listens_has_ports()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Lab.StartAsync(options =>
        {
            options.HttpsPort = 0;
            options.NodePorts["idp"] = 0;
        }));

        Assert.Equal(
            """
            Cannot start the lab:
            HttpsPort: only a lab that listens has ports; set Port, 0 for a free one.
            NodePorts: only a lab that listens has ports; set Port, 0 for a free one.
            """,
            refused.Message);
    }

    [Fact]
    public async Task By_default_a_lab_signs_with_RS256_on_the_machines_clock()
    {
        var options = new LabOptions();

        Assert.Equal(SigningAlgorithm.RS256, options.Idp.Settings.Algorithm);
        await using var lab = await Lab.StartAsync();
        Assert.Equal((TimeSpan.Zero, 1), (lab.Clocks["idp"].Offset, lab.Api.Count));
    }
}
