using System.Diagnostics;
using System.Text.Json;

namespace SkewLab.EndToEnd.Tests.Live;

/// <summary>The lab as a process of its own: started, moved from a second terminal, ended.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("skewlab tests-");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_terminal_moves_a_clock_and_the_first_says_who_was_refused_and_by_how_much()
    {
        using var serve = Start("--port", "0", "--api-nodes", "2");
        var url = await UrlAsync(serve);

        await Cli.ShellAsync($"curl -s -X POST {url}/_skewlab/worlds");
        var elsewhere = await Cli.SkewLabAsync("clock", "set", "api-1", "idp", "--offset", "-9s", "--url", $"{url}/w/1/");
        var moved = await Cli.ShellAsync($"SKEWLAB_URL={url} dotnet {Cli.Program} clock set api-1 --offset -10m");
        var called = await Cli.ShellAsync(
            $"token=$(curl -s -u app:app-secret -d grant_type=client_credentials {url}/oauth/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'); "
            + $"for node in api-1 api-2; do curl -s -o /dev/null -w '%{{http_code}} ' -H \"Authorization: Bearer $token\" {url}/$node/api/v2/users/me; done");
        var journal = await Cli.SkewLabAsync("journal", "--url", url);
        await SignalAsync("TERM", serve);

        Assert.Equal((0, ""), (moved.ExitCode, moved.Error));
        Assert.Contains("idp     -9s        reads ", elsewhere.Output, StringComparison.Ordinal);
        Assert.Contains("api-1   -10m       reads ", moved.Output, StringComparison.Ordinal);
        Assert.Equal("401 200 ", called.Output);
        var printed = await serve.StandardOutput.ReadToEndAsync();
        Assert.Contains("  api-1  401 not_yet_valid    GET /api/v2/users/me   app at#1\n", printed, StringComparison.Ordinal);
        Assert.Contains(": valid in ", journal.Output, StringComparison.Ordinal);
        Assert.EndsWith(journal.Output, printed, StringComparison.Ordinal);
        Assert.Equal((0, ""), (serve.ExitCode, await serve.StandardError.ReadToEndAsync()));
    }

    [Fact]
    public async Task Who_follows_the_journal_reads_each_refusal_as_it_happens_until_the_lab_ends()
    {
        using var serve = Start("--port", "0", "--quiet");
        var url = await UrlAsync(serve);
        using var follow = Cli.Start("dotnet", [Cli.Program, "journal", "--follow", "--url", url]);

        // Each request is sent once the one before it was read: nothing waits for an end.
        var read = new List<string?>();
        foreach (var token in new[] { "first", "second" })
        {
            await Cli.ShellAsync($"curl -s -H 'Authorization: Bearer {token}' {url}/api/v2/users/me");
            read.Add(await follow.StandardOutput.ReadLineAsync());
            read.Add(await follow.StandardOutput.ReadLineAsync());
        }
        await SignalAsync("TERM", serve);
        await follow.WaitForExitAsync();

        Assert.Equal(["  api-1  401 malformed        GET /api/v2/users/me", "  api-1  401 malformed        GET /api/v2/users/me"],
            read.Where((_, line) => line % 2 == 0).Select(line => line?[12..]));
        Assert.All(read.Where((_, line) => line % 2 == 1), line => Assert.StartsWith("              ", line, StringComparison.Ordinal));
        Assert.DoesNotContain("first", string.Concat(read), StringComparison.Ordinal);
        Assert.Equal((0, "", "The lab has ended.\n"),
            (follow.ExitCode, await follow.StandardOutput.ReadToEndAsync(), await follow.StandardError.ReadToEndAsync()));
    }

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task On_a_terminal_the_cause_has_its_colour(string environment, bool isColoured)
    {
        using var serve = Start("--port", "0", "--quiet");
        var url = await UrlAsync(serve);

        await Cli.ShellAsync($"curl -s {url}/api/v2/users/me");
        // script runs a command on a terminal of its own.
        var journal = await Cli.ShellAsync($"env -u NO_COLOR script -qec '{environment} dotnet \"{Cli.Program}\" journal --url {url}' /dev/null < /dev/null");
        await SignalAsync("TERM", serve);

        Assert.Equal(0, journal.ExitCode);
        Assert.Contains(isColoured ? "  api-1  \e[31m401 missing_token   \e[0m GET "
            : "  api-1  401 missing_token    GET ", journal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_greeting_names_every_node_and_a_curl_that_works()
    {
        using var serve = Start("--port", "0", "--offset", "api-1=-2s", "--quiet");
        var url = await UrlAsync(serve);

        var lines = new List<string>();
        while (await serve.StandardOutput.ReadLineAsync() is { } line && lines.Count < 5)
            lines.Add(line);
        var curl = await Cli.ShellAsync(lines.Single(line => line.StartsWith("  try", StringComparison.Ordinal))[10..].Replace("curl", "curl -s",
            StringComparison.Ordinal));
        await SignalAsync("INT", serve);

        Assert.Equal($"SkewLab listens on {url}/   Ctrl-C ends it", lines[0]);
        Assert.StartsWith($"  idp     {url}/idp ", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("clock -2s", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("{\"access_token\":\"ey", curl.Output, StringComparison.Ordinal);
        Assert.Equal(130, serve.ExitCode);
    }

    [Fact]
    public async Task A_scenario_is_served_and_says_what_it_leaves_to_the_client()
    {
        using var serve = Start("scenarios/post-refresh-401.yaml", "--port", "0");
        var url = await UrlAsync(serve);

        var token = await Cli.ShellAsync($"curl -s -u client-1:client-1-secret -d grant_type=client_credentials {url}/oauth/token");
        // Whoever waits for the journal does not keep the lab from ending.
        var waiting = Cli.ShellAsync($"curl -s '{url}/_skewlab/journal?since=1&wait=60s'");
        await SignalAsync("TERM", serve);
        await waiting;

        Assert.Contains("\"access_token\"", token.Output, StringComparison.Ordinal);
        var printed = await serve.StandardOutput.ReadToEndAsync();
        Assert.Contains("learns of a token 800ms late\n", printed, StringComparison.Ordinal);
        Assert.Contains("  not in a live lab: traffic and strategies: the requests are your client's\n", printed, StringComparison.Ordinal);
        Assert.Equal(0, serve.ExitCode);
    }

    [Fact]
    public async Task By_HTTPS_curl_trusts_the_certificate_that_was_written_and_the_issuer_says_https()
    {
        using var serve = Start("--port", "0", "--https-port", "0", "--certificate-file", _folder.PathOf("lab.pem"), "--quiet");
        await UrlAsync(serve);
        var port = new Uri(JsonDocument.Parse(await File.ReadAllTextAsync(_folder.PathOf("urls.json"))).RootElement.GetProperty("https").GetString()!).Port;

        var untrusted = await Cli.SkewLabAsync("clock", "show", "--url", $"https://localhost:{port}");
        var trusted = await Cli.ShellAsync($"SSL_CERT_FILE=\"{_folder.PathOf("lab.pem")}\" dotnet \"{Cli.Program}\" clock show --url https://localhost:{port}");
        var metadata = await Cli.ShellAsync($"curl -s --cacert \"{_folder.PathOf("lab.pem")}\" https://localhost:{port}/.well-known/openid-configuration");
        await SignalAsync("TERM", serve);

        Assert.Equal(
            new Finished(2, "",
                $"The certificate of https://localhost:{port}/ is not trusted here: name the file that serve wrote with --certificate-file in SSL_CERT_FILE, or use the lab's http address\n"),
            untrusted);
        Assert.Equal((0, ""), (trusted.ExitCode, trusted.Error));
        Assert.Contains($"clients must trust the lab's certificate: {_folder.PathOf("lab.pem")}\n", await serve.StandardOutput.ReadToEndAsync(),
            StringComparison.Ordinal);
        Assert.Equal(0, metadata.ExitCode);
        Assert.Equal($"https://localhost:{port}", JsonDocument.Parse(metadata.Output).RootElement.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task With_a_control_token_both_terminals_say_how_to_give_it_and_none_shows_it()
    {
        using var serve = Start("--port", "0", "--token", "open-sesame", "--client", "pub", "--quiet");
        var url = await UrlAsync(serve);

        var refused = await Cli.SkewLabAsync("clock", "show", "--url", url);
        var shown = await Cli.SkewLabAsync("clock", "show", "--url", url, "--token", "open-sesame");
        await SignalAsync("TERM", serve);

        Assert.Equal(new Finished(2, "", $"The lab at {url}/ was started with --token: give the same one here with --token, or in SKEWLAB_TOKEN\n"), refused);
        Assert.Equal((0, ""), (shown.ExitCode, shown.Error));
        var printed = await serve.StandardOutput.ReadToEndAsync();
        // A public client has no grant of its own.
        Assert.Contains($"  try     curl {url}/.well-known/openid-configuration\n  then    skewlab clock set api-1 --offset -2s --url {url} --token …\n",
            printed, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_with_fewer_API_nodes_says_which_it_leaves_out()
    {
        using var serve = Start("scenarios/post-refresh-401.yaml", "--port", "0", "--api-nodes", "2");
        await UrlAsync(serve);
        await SignalAsync("TERM", serve);

        Assert.Contains("  not in a live lab: api-3 to api-8 of the scenario: --api-nodes 2\n", await serve.StandardOutput.ReadToEndAsync(),
            StringComparison.Ordinal);
        Assert.Equal(0, serve.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_and_a_lab_that_is_not_there_are_said_in_a_sentence()
    {
        using var serve = Start("--port", "0");
        var url = await UrlAsync(serve);
        var port = new Uri(url).Port;

        var second = await Cli.SkewLabAsync("serve", "--port", $"{port}");
        await SignalAsync("TERM", serve);
        var nobody = await Cli.SkewLabAsync("clock", "show", "--url", url);

        Assert.Equal((2, ""), (second.ExitCode, second.Output));
        Assert.Equal(
            $"Cannot listen: Failed to bind to address http://127.0.0.1:{port}: address already in use; choose another port with --port, for example --port 8406, or 0 for a free one\n",
            second.Error);
        Assert.Equal((2, ""), (nobody.ExitCode, nobody.Output));
        Assert.StartsWith($"Cannot reach a lab at {url}/: Connection refused", nobody.Error, StringComparison.Ordinal);
        Assert.EndsWith("; start one with skewlab serve, or say where it is with --url or SKEWLAB_URL\n", nobody.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--listen 0.0.0.0",
        "--listen: 0.0.0.0 is reached from other machines, which could then control the lab; give a control token, too: --token SOMETHING-LONG\n")]
    [InlineData("--certificate-file lab.pem", "--certificate-file: only HTTPS has a certificate; give a port for it, for example --https-port 8443\n")]
    [InlineData("scenarios/post-refresh-401.yaml scenarios/core/api-ahead-2s.yaml",
        "serve takes one scenario, and these are 2: scenarios/post-refresh-401.yaml, scenarios/core/api-ahead-2s.yaml\n")]
    [InlineData("--listen here", "--listen: 'here' is no IP address; for example --listen 0.0.0.0 for every address of this machine\n")]
    [InlineData("--lifetime 20", "--lifetime: '20' has no unit; write '20s' or '20ms'.\n")]
    [InlineData("--learns api-1=-1s", "--learns: '-1s' is outside 0s to 3650d\n")]
    [InlineData("--offset idp=36501d", "--offset: '36501d' is outside -36500d to 36500d\n")]
    [InlineData("--client :secret", "--client: ':…' has no id; for example --client app:app-secret\n")]
    [InlineData("--api-nodes 0", "--api-nodes: '0' is not a whole number from 1 to 1000; for example --api-nodes 3\nskewlab --help shows how to use it.\n")]
    [InlineData("scenarios/limits",
        "serve takes one scenario, and these are 4: scenarios/limits/cold-start-behind.yaml, scenarios/limits/lifetime-below-propagation.yaml, scenarios/limits/revoke-on-refresh-propagates.yaml, …\n")]
    [InlineData("--port 99999", "--port: '99999' is not a whole number from 0 to 65535; for example --port 8405\nskewlab --help shows how to use it.\n")]
    public async Task What_cannot_be_served_is_not_started(string arguments, string error)
    {
        var run = await Cli.SkewLabAsync(["serve", .. arguments.Split(' ')]);

        Assert.Equal(new Finished(2, "", error), run);
    }

    private Process Start(params string[] arguments) =>
        Cli.Start("env", ["--default-signal=INT", "dotnet", Cli.Program, "serve", "--urls-file", _folder.PathOf("urls.json"), .. arguments]);

    // The file is renamed into its place once the lab listens.
    private async Task<string> UrlAsync(Process serve)
    {
        var file = _folder.PathOf("urls.json");
        while (!File.Exists(file))
        {
            Assert.False(serve.HasExited, "serve ended before it listened");
            await Task.Yield();
        }

        return JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("url").GetString()!;
    }

    private static async Task SignalAsync(string signal, Process serve)
    {
        await Cli.ShellAsync($"kill -{signal} {serve.Id}");
        await serve.WaitForExitAsync();
    }
}
