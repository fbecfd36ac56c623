namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>Where the output goes: pipes that close, disks that are full, terminals.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("skewlab tests-");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("schema")]
    [InlineData("strategies")]
    [InlineData("run '{0}'")]
    public async Task A_reader_that_leaves_early_hears_no_stack_trace(string command)
    {
        // The reader is gone before the first line is written.
        var run = await Cli.ShellAsync($"{SkewLab(command)} | true; exit ${{PIPESTATUS[0]}}");

        Assert.Equal(new Finished(0, "", ""), run);
    }

    [Fact]
    public async Task A_full_disk_is_said_in_a_sentence()
    {
        var run = await Cli.ShellAsync($"{SkewLab("schema")} > /dev/full");

        Assert.Equal(new Finished(2, "", "Cannot write the output: No space left on device\n"), run);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var run = await Cli.SkewLabAsync("--version");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith(System.Reflection.Assembly.Load("skewlab").GetName().Version!.ToString(3), run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_gets_neither_colours_nor_progress()
    {
        var run = await Cli.ShellAsync(SkewLab("run '{0}'"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.DoesNotContain('\e', run.Output);
        Assert.DoesNotContain('\r', run.Output);
    }

    [Theory]
    [InlineData("TERM=xterm", true)]
    [InlineData("TERM=xterm NO_COLOR=1", false)]
    [InlineData("TERM=dumb", false)]
    public async Task A_terminal_gets_colours_unless_it_declines(string environment, bool isColoured)
    {
        // script runs a command on a terminal of its own.
        var line = $"{environment} {SkewLab("run '{0}' --quiet").Replace("'", "'\\''", StringComparison.Ordinal)}";
        var run = await Cli.ShellAsync($"env -u NO_COLOR script -qec '{line}' /dev/null < /dev/null");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(isColoured, run.Output.Contains("\e[32mSURVIVES  \e[0m", StringComparison.Ordinal));
        Assert.Contains("SURVIVES", run.Output, StringComparison.Ordinal);
        Assert.Contains("\r100 % of 0 virtual hours ", run.Output, StringComparison.Ordinal);
    }

    private string SkewLab(string command)
    {
        var file = _folder.Write("small.yaml", Worlds.Small + "\nexpect: { \"*\": { requires: { requests: \">= 1\" } } }\n");
        return $"dotnet '{Cli.Program}' {string.Format(null, command, file)}";
    }
}
