using System.Xml.Linq;

namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>Whatever a runner does, the parent ends, with a verdict and a sentence.</summary>
public sealed class FakeRunnerTests : IDisposable
{
    private const string Ended = "the runner ended in the middle of a world: it was killed, or something in that world ended it";

    private readonly TemporaryFolder _folder = new("skewlab tests-");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("exit 1", Ended)]
    [InlineData("read -r world; exit 1", Ended)]
    [InlineData("read -r world; echo '{\"progress\":1}'; exit 1", Ended)]
    [InlineData("read -r world; echo hello; cat", "the runner wrote what is no message: hello")]
    [InlineData("read -r world; echo '{}'; cat", "the runner wrote what is no message: {}")]
    [InlineData("read -r world; echo null; cat", "the runner wrote what is no message: null")]
    [InlineData("read -r world; echo '{\"refused\":\"margin is too small\"}'; cat", "margin is too small")]
    public async Task A_runner_without_a_result_makes_the_run_unsound(string script, string reason)
    {
        var run = await RunAsync(script, "--quiet", "--junit", _folder.PathOf("junit.xml"));

        Assert.Equal(new Finished(3, $"small   naive-expiry   UNSOUND      {reason}\nsmall   skew-aware     UNSOUND      {reason}\n", ""), run);
        Assert.All(XDocument.Load(_folder.PathOf("junit.xml")).Descendants("error"), error => Assert.Equal(reason, error.Attribute("message")!.Value));
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
