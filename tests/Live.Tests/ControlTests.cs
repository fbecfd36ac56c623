using System.Text.Json;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Tests;

/// <summary>A lab in the test's process, controlled through the typed client as one elsewhere would be.</summary>
public class ControlTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(null, "T0ken")]
    public async Task A_test_hosts_the_control_API_and_uses_all_of_it(int? port, string? token)
    {
        await using var bench = await StartAsync(port, token);
        using var control = bench.Lab.CreateControlClient();

        await control.SetClocksAsync(new Dictionary<string, ClockChange> { ["api-1"] = new() { Offset = TimeSpan.FromSeconds(-2) } });
        var clocks = await control.AdvanceClocksAsync(TimeSpan.FromHours(1), ["idp"]);
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromSeconds(-2)], clocks.Values.Select(clock => clock.Offset));
        Assert.Equal(clocks, await control.GetClocksAsync());

        var policy = await control.ChangePolicyAsync(new() { Idp = new() { Lifetime = TimeSpan.FromSeconds(20) } });
        Assert.Equal((TimeSpan.FromSeconds(20), policy.Idp), (policy.Idp!.Lifetime, (await control.GetPolicyAsync()).Idp));

        var faults = await control.AddFaultAsync(new() { Match = new() { Role = "idp" }, Status = 503 });
        Assert.Equal(503, Assert.Single(faults).Status);
        Assert.Equal(faults, await control.GetFaultsAsync());
        await control.ClearFaultsAsync();
        Assert.Empty(await control.GetFaultsAsync());

        Assert.True((await control.AddClientAsync(new() { Id = "spa" })).Public);
        Assert.NotEmpty((await control.IssueRefreshTokenAsync("spa")).RefreshToken);
        await control.RotateKeysAsync(new() { Retire = TimeSpan.FromMinutes(10) });
        var minted = await control.MintTokenAsync(new()
        {
            Claims = new Dictionary<string,
            JsonElement>
            { ["sub"] = JsonSerializer.SerializeToElement("ada") }
        });
        Assert.Equal([minted.Name], (await control.RevokeAsync("newest")).Revoked);
        using (await bench.GetAsync(minted.AccessToken))
        {
            Assert.Equal("revoked", Assert.Single((await control.ReadJournalAsync()).Entries).Cause);
        }

        await control.ClearJournalAsync();
        Assert.Empty((await control.ReadJournalAsync()).Entries);

        var world = await control.CreateWorldAsync();
        Assert.EndsWith("/w/1", world.BaseUrl, StringComparison.Ordinal);
        await control.EndWorldAsync(world.Id);

        await control.ResetAsync();
        Assert.Equal(TimeSpan.Zero, bench.Lab.Clocks["idp"].Offset);
    }

    [Fact]
    public async Task Who_follows_the_journal_reads_what_was_and_what_comes()
    {
        await using var bench = await StartAsync();
        using var control = bench.Lab.CreateControlClient();
        List<string?> causes = [];
        using var first = await bench.GetAsync("first");

        await foreach (var page in control.FollowJournalAsync())
        {
            causes.AddRange(page.Entries.Select(entry => entry.Cause));
            if (causes.Count == 2)
                break;
            using var second = await bench.GetAsync("second");
        }

        Assert.Equal(["malformed", "malformed"], causes);
    }

    [Fact]
    public async Task What_the_lab_refuses_is_an_exception_with_field_value_and_rule()
    {
        await using var bench = await StartAsync();
        using var control = bench.Lab.CreateControlClient();

        var refused = await Assert.ThrowsAsync<ControlRefusedException>(() => control.AddFaultAsync(new() { Status = 99 }));

        Assert.Equal((400, "status", "99", "A fault's status is 200 to 599, for example 503."), (refused.Status, refused.Field, refused.Value, refused.Rule));
        Assert.Equal("status: '99': A fault's status is 200 to 599, for example 503.", refused.Message);
    }

    [Fact]
    public async Task A_wrong_token_no_lab_and_nobody_there_are_exceptions_of_their_own()
    {
        await using var bench = await StartAsync(port: 0, token: "T0ken");
        using var wrong = new ControlClient(bench.Lab.Address, "T0keN");
        Assert.Equal(401, (await Assert.ThrowsAsync<ControlRefusedException>(() => wrong.GetClocksAsync())).Status);

        using var html = new ControlClient(new("http://localhost/"), null, new Page());
        Assert.Equal("What answers at http://localhost/ is no lab: it sent 200 and no JSON",
            (await Assert.ThrowsAsync<NoLabException>(() => html.GetClocksAsync())).Message);

        using var gone = new ControlClient(bench.Lab.Address, "T0ken");
        await bench.DisposeAsync();
        var message = (await Assert.ThrowsAsync<LabUnreachableException>(() => gone.GetClocksAsync())).Message;
        Assert.StartsWith($"Cannot reach a lab at {bench.Lab.Address}: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_without_a_control_API_is_not_controlled()
    {
        await using var bench = await Bench.StartAsync();

        Assert.Equal(
            "Cannot control the lab: it was started without its control API; set Control.",
            Assert.Throws<InvalidOperationException>(bench.Lab.CreateControlClient).Message);
        using var answer = await bench.Client.GetAsync(new Uri("_skewlab/clocks", UriKind.Relative));
        Assert.Equal(404, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_lab_that_others_reach_is_controlled_by_a_token_only()
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => Lab.StartAsync(options =>
        {
            options.Port = 0;
            options.ListenOn = System.Net.IPAddress.Any;
            options.Control = true;
        }));
        var empty = await Assert.ThrowsAsync<ArgumentException>(() => Lab.StartAsync(options => options.ControlToken = " "));

        Assert.Equal("Cannot start the lab:\nControlToken: 0.0.0.0 is reached from other machines, which could then control the lab; set a token, too.",
            problem.Message);
        Assert.Equal(
            "Cannot start the lab:\nControlToken: only a lab with a control API is controlled; set Control.\nControlToken: it is empty, and would let everybody control the lab.",
            empty.Message);
    }

    [Fact]
    public async Task The_readmes_example_of_the_typed_client_is_carried_out()
    {
        await using var lab = await Lab.StartAsync(o => o.Control = true);
        using var control = lab.CreateControlClient();

        await control.SetClocksAsync(new Dictionary<string, ClockChange> { ["api-1"] = new() { Offset = TimeSpan.FromSeconds(-2) } });
        await control.AddFaultAsync(new() { Match = new() { Role = "idp", Path = "/oauth/token" }, Status = 503 });
        // … your client runs …
        var page = await control.ReadJournalAsync();

        Assert.Empty(page.Entries);
        var code = Repository.Read("tests/Live.Tests/ControlTests.cs")
            .Split("Lab.StartAsync(o => o.Control = true);\n")[1].Split("\n\n        Assert.Empty")[0];
        var shown = string.Join('\n', code.Split('\n').Select(line => line.Length == 0 ? "" : line[8..]));
        Assert.Contains(shown, Repository.Read("src/Live/README.md"), StringComparison.Ordinal);
        Assert.Contains(shown, Repository.Read("docs/live.md"), StringComparison.Ordinal);
    }

    private static Task<Bench> StartAsync(int? port = null, string? token = null) => Bench.StartAsync(options =>
    {
        options.Port = port;
        options.Control = true;
        options.ControlToken = token;
    });

    private sealed class Page : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent("<html>") });
    }
}
