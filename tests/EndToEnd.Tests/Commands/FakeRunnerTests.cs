using System.Text.Json;
using System.Xml.Linq;

namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>Whatever a runner does, the parent ends, with a verdict and a sentence.</summary>
public sealed class FakeRunnerTests : IDisposable
{
    private const string Ended = "the runner ended in the middle of a world: it was killed, or something in that world ended it";

    private readonly TemporaryFolder _folder = new("skewlab tests-");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exit 1", 5, "DIED", Ended)]
    [InlineData("read -r world; exit 1", 5, "DIED", Ended)]
    [InlineData("read -r world; echo '{\"kind\":\"progress\",\"protocol\":1,\"seconds\":1}'; exit 1", 5, "DIED", Ended)]
    [InlineData("read -r world; echo hello; cat", 4, "BROKEN", "the runner wrote what is no message: hello")]
    [InlineData("read -r world; echo '{}'; cat", 4, "BROKEN", "the runner wrote what is no message: {}")]
    [InlineData("read -r world; echo null; cat", 4, "BROKEN", "the runner wrote what is no message: null")]
    [InlineData("read -r world; echo '{\"kind\":\"broken\",\"protocol\":1,\"message\":\"the lab broke: x\"}'; cat", 4, "BROKEN", "the lab broke: x")]
    [InlineData("read -r world; echo '{\"kind\":\"refused\",\"protocol\":1,\"message\":\"margin is too small\"}'; cat", 2, "REFUSED", "margin is too small")]
    public async Task A_runner_without_a_result_is_told_by_kind_to_reader_shell_and_ci(string script, int exitCode, string kind, string reason)
    {
        var run = await RunAsync(script, "--quiet", "--junit", _folder.PathOf("junit.xml"), "--json", _folder.PathOf("result.json"));

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            [$"small   naive-expiry   {kind,-10}   {reason}", $"small   skew-aware     {kind,-10}   {reason}"],
            run.Output.Split('\n').Where(line => line.StartsWith("small", StringComparison.Ordinal)));
        Assert.Equal(
            [$"{kind}: {reason}", $"{kind}: {reason}"],
            XDocument.Load(_folder.PathOf("junit.xml")).Descendants("error")
                .Select(error => $"{error.Attribute("type")!.Value.ToUpperInvariant()}: {error.Attribute("message")!.Value}"));
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.PathOf("result.json")));
        Assert.Empty(json.RootElement.GetProperty("results").EnumerateArray());
        Assert.Equal(
            ["naive-expiry", "skew-aware"],
            json.RootElement.GetProperty("notRun").EnumerateArray().Select(none => none.GetProperty("strategy").GetString()));
    }

    [Fact]
    public async Task A_runner_of_another_version_is_bad_input()
    {
        var run = await RunAsync("read -r world; echo '{\"kind\":\"later\",\"protocol\":2}'; cat", "--json", _folder.PathOf("result.json"));

        Assert.Equal(
            new Finished(
                2,
                "",
                "The runner is of another version: it speaks version 2 of the protocol, and this skewlab version 1. "
                + "If SKEWLAB_RUNNER is set, unset it or let it name the skewlab program.\n"),
            run);
        Assert.DoesNotContain("result.json", _folder.Names);
    }

    [Fact]
    public async Task A_runner_that_does_not_exist_is_bad_input()
    {
        var run = await ShellAsync("/no/such/runner", "--json", _folder.PathOf("result.json"));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("Cannot start a runner, '/no/such/runner': ", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(". If SKEWLAB_RUNNER is set, unset it or let it name the skewlab program.\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("result.json", _folder.Names);
    }

    private async Task<Finished> RunAsync(string script, params string[] arguments)
    {
        var runner = _folder.Write("runner.sh", $"#!/bin/bash\n{script}\n");
        await Cli.ShellAsync($"chmod +x '{runner}'");
        return await ShellAsync(runner, arguments);
    }

    private Task<Finished> ShellAsync(string runner, params string[] arguments) =>
        Cli.ShellAsync($"SKEWLAB_RUNNER='{runner}' dotnet '{Cli.Program}' run '{_folder.Write("small.yaml", Worlds.Small)}' --strategy naive-expiry,skew-aware '{string.Join("' '", arguments)}'");
}
