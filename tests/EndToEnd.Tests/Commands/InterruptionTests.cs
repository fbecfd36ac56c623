using System.Diagnostics;

namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>Signals end parent and runners at once and leave nothing behind; a runner's death is noticed.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new("skewlab tests-");
    private Process? _leash;

    public void Dispose()
    {
        _leash?.StandardInput.Close();
        _leash?.Dispose();
        _folder.Dispose();
    }

    [Theory]
    // To the whole process group, as a terminal's Ctrl-C does, and to the parent alone.
    [InlineData("-INT", "-")]
    [InlineData("-INT", "")]
    [InlineData("-TERM", "-")]
    [InlineData("-TERM", "")]
    public async Task A_signal_ends_everything_and_leaves_nothing(string signal, string group)
    {
        var old = _folder.Write("old.json", "old");
        using var run = Start("naive-expiry,skew-aware", "--json", old, "--junit", _folder.PathOf("new.xml"), "--trace", Traces());
        var runners = await RunnersAsync(run, 2);

        await KillAsync(signal, $"{group}{run.Id}");
        await run.WaitForExitAsync();

        Assert.Equal(130, run.ExitCode);
        Assert.Equal("", await run.StandardOutput.ReadToEndAsync() + await run.StandardError.ReadToEndAsync());
        Assert.All(runners, runner => Assert.False(IsAlive(runner)));
        Assert.Equal("old", await File.ReadAllTextAsync(old));
        Assert.Equal(["endless.yaml", "old.json", "traces"], _folder.Names);
        Assert.Empty(Directory.GetFileSystemEntries(Traces()));
    }

    [Fact]
    public async Task A_killed_parent_takes_its_runners_along_without_a_word()
    {
        using var run = Start("naive-expiry,skew-aware", "--trace", Traces());
        var runners = await RunnersAsync(run, 2);

        await KillAsync("-KILL", $"{run.Id}");
        await run.WaitForExitAsync();
        while (runners.Any(IsAlive))
            await Task.Yield();

        // Standard error ends when the last runner that holds it has ended.
        Assert.Equal("", await run.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task A_runner_that_is_killed_is_told_as_such_and_its_trace_is_not_kept()
    {
        using var run = Start("naive-expiry", "--json", _folder.PathOf("result.json"), "--trace", Traces());
        var runner = Assert.Single(await RunnersAsync(run, 1));

        await KillAsync("-KILL", $"{runner}");
        await run.WaitForExitAsync();

        Assert.Equal(5, run.ExitCode);
        Assert.Contains(
            "  naive-expiry   DIED         the runner ended in the middle of a world: it was killed, or something in that world ended it\n",
            await run.StandardOutput.ReadToEndAsync(),
            StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"died\"", await File.ReadAllTextAsync(_folder.PathOf("result.json")), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Traces()));
    }

    private string Traces() => Directory.CreateDirectory(_folder.PathOf("traces")).FullName;

    // In a process group of its own, and hearing SIGINT also where the tests' own parent ignores it.
    private Process Start(string strategies, params string[] arguments)
    {
        var endless = _folder.Write("endless.yaml", Worlds.Endless);
        var run = Cli.Start("env", ["--default-signal=INT", "setsid", "dotnet", Cli.Program, "run", endless, "--strategy", strategies, .. arguments]);
        // The world has no end and its process group is not ours: when this process ends, however it does, the leash's input ends with it, and the group with that.
        _leash = Cli.Start("setsid", ["bash", "-c", $"cat; kill -KILL -- -{run.Id} 2> /dev/null"]);
        return run;
    }

    // The runners of a parent, once each is in the middle of a world: its trace has begun.
    private async Task<IReadOnlyList<int>> RunnersAsync(Process parent, int count)
    {
        // The main machine may give the pool fewer runners than there are worlds.
        count = Math.Min(count, Environment.ProcessorCount);
        while (Directory.GetFiles(Traces()).Count(trace => new FileInfo(trace).Length > 0) < count)
        {
            Assert.False(parent.HasExited, "skewlab ended before it was interrupted");
            await Task.Yield();
        }

        var runners = Children(parent.Id);
        Assert.Equal(count, runners.Count);
        return runners;
    }

    private static IReadOnlyList<int> Children(int parent) =>
        [.. Directory.GetDirectories($"/proc/{parent}/task").SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];

    // A process that has ended and that nobody has asked after yet is a zombie: Z.
    private static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task KillAsync(string signal, string process)
    {
        var kill = await Cli.ShellAsync($"kill {signal} -- {process}");
        Assert.True(kill.ExitCode == 0, kill.Error);
    }
}
