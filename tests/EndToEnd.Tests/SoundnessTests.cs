using SkewLab.Runners;
using SkewLab.Verdicts.Judging;

namespace SkewLab.EndToEnd.Tests;

public class SoundnessTests
{
    private const string RealTimerReason =
        "a timer was started on the machine's clock; a client must take every timer from its TimeProvider and leave HttpClient.Timeout infinite";

    [Theory]
    [InlineData("naive-expiry")]
    [InlineData("iat-offset")]
    [InlineData("skew-aware")]
    [InlineData("pool-user")]
    public async Task The_same_world_leaves_the_same_trace_in_the_same_and_in_another_process(string strategy)
    {
        var request = Worlds.With(strategy);

        var here = await Worlds.RunAsync(request, request, request);
        var elsewhere = await Worlds.RunAsync(request);

        var hashes = here.Concat(elsewhere).Select(message => OneRunner.SoundResultOf(message).TraceSha256).Distinct();
        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(hashes));
    }

    [Fact]
    public async Task Another_seed_is_another_world()
    {
        var messages = await Worlds.RunAsync(Worlds.With("naive-expiry"), Worlds.With("naive-expiry") with { Options = new() { Seed = 8 } });

        Assert.NotEqual(OneRunner.ResultOf(messages[0]).TraceSha256, OneRunner.ResultOf(messages[1]).TraceSha256);
    }

    [Theory]
    [InlineData("naive-expiry")]
    [InlineData("iat-offset")]
    [InlineData("skew-aware")]
    public async Task No_trace_and_no_number_depends_on_the_year_the_world_is_set_in(string strategy)
    {
        var later = new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var messages = await Worlds.RunAsync(Worlds.With(strategy), Worlds.With(strategy) with { Options = new() { Epoch = later } });

        Assert.Equal(OneRunner.ResultOf(messages[0]).TraceSha256, OneRunner.ResultOf(messages[1]).TraceSha256);
        Assert.Equal(OneRunner.ResultOf(messages[0]).Metrics, OneRunner.ResultOf(messages[1]).Metrics);
    }

    [Fact]
    public async Task Verifying_every_signature_changes_no_trace()
    {
        var messages = await Worlds.RunAsync(Worlds.With("naive-expiry"), Worlds.With("naive-expiry") with { Options = new() { VerifyEverySignature = true } });

        Assert.Equal(OneRunner.ResultOf(messages[0]).TraceSha256, OneRunner.ResultOf(messages[1]).TraceSha256);
    }

    [Theory]
    [InlineData("escapes", "a request was sent on a thread outside the simulation; a client must wait only on its TimeProvider and its network")]
    [InlineData("real-timer", RealTimerReason)]
    [InlineData("short-timer", RealTimerReason)]
    public async Task A_client_that_leaves_its_world_makes_the_run_unsound(string strategy, string reason)
    {
        var result = OneRunner.ResultOf((await Worlds.RunAsync(Worlds.With(strategy)))[0]);

        Assert.Equal(Verdict.Unsound, result.Verdict);
        Assert.Equal(reason, result.Unsound);
    }

    [Fact]
    public async Task A_call_that_waits_for_nothing_is_named()
    {
        var result = OneRunner.ResultOf((await Worlds.RunAsync(Worlds.With("waits-for-ever")))[0]);

        Assert.Equal(Verdict.Unsound, result.Verdict);
        Assert.StartsWith("stuck: nothing is left to happen, yet ", result.Unsound, StringComparison.Ordinal);
        Assert.Contains("call 1 of client-1, started at ", result.Unsound, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_blocks_the_only_thread_is_noticed_and_the_next_world_runs()
    {
        // Long enough for a busy machine to make the next world's runner ready.
        using var pool = new RunnerPool(1, longestSilence: TimeSpan.FromSeconds(20));

        var outcomes = await pool.RunAsync([Worlds.With("blocks"), Worlds.With("naive-expiry")], (_, _) => { }, CancellationToken.None);

        var silent = Assert.IsType<RunnerMessage.Silent>(outcomes[0].Message);
        Assert.Equal(
            "the runner answers, but its world has stood still for 20 s: something in it blocks the only thread "
            + "(a client that waits synchronously for asynchronous work does that)",
            silent.Message);
        OneRunner.SoundResultOf(outcomes[1].Message);
    }

    [Fact]
    public async Task Options_a_strategy_refuses_are_reported_in_its_own_words()
    {
        var message = (await Worlds.RunAsync(Worlds.With("refuses-options")))[0];

        Assert.Equal(new RunnerMessage.Refused("margin: '-1s' is negative; write 0s or more."), message);
    }

    [Fact]
    public async Task A_runner_refuses_more_than_one_processor()
    {
        var run = await Cli.ShellAsync($"DOTNET_PROCESSOR_COUNT=2 dotnet {Cli.Program} runner < /dev/null");

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("A runner must see exactly one processor, but sees 2: start it with DOTNET_PROCESSOR_COUNT=1.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runner_ends_with_its_input()
    {
        var run = await Cli.ShellAsync($"DOTNET_PROCESSOR_COUNT=1 dotnet {Cli.Program} runner < /dev/null");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Output);
    }

    [Theory]
    // In the middle of a world without an end, and while its client holds the only thread.
    [InlineData("naive-expiry", "{\"kind\":\"progress\"")]
    [InlineData("blocks", "{\"kind\":\"pong\"")]
    public async Task A_runner_ends_with_its_input_whatever_its_world_does(string strategy, string heard)
    {
        using var runner = Cli.Start("env", ["DOTNET_PROCESSOR_COUNT=1", "dotnet", Cli.Program, "runner"]);
        await runner.StandardInput.WriteLineAsync(RunnerProtocol.LineOf(Worlds.With(strategy) with { ScenarioText = Worlds.Endless }));
        await runner.StandardInput.WriteLineAsync(RunnerProtocol.LineOf(new PingRequest()));
        await runner.StandardInput.FlushAsync();
        while (!(await runner.StandardOutput.ReadLineAsync())!.StartsWith(heard, StringComparison.Ordinal))
            continue;

        runner.StandardInput.Close();
        await runner.WaitForExitAsync();

        Assert.Equal((0, ""), (runner.ExitCode, await runner.StandardError.ReadToEndAsync()));
    }

    [Fact]
    public async Task A_runner_refuses_a_request_of_another_version()
    {
        var run = await Cli.ShellAsync($"echo '{{\"kind\":\"run\",\"protocol\":2}}' | DOTNET_PROCESSOR_COUNT=1 dotnet {Cli.Program} runner");

        var refused = Assert.IsType<RunnerMessage.Refused>(RunnerProtocol.MessageOf(run.Output));
        Assert.Equal("This runner speaks version 1 of the protocol and was sent another one: {\"kind\":\"run\",\"protocol\":2}", refused.Message);
    }

    [Fact]
    public async Task A_trace_on_a_full_disk_is_refused_in_a_sentence()
    {
        var message = (await Worlds.RunAsync(Worlds.With("naive-expiry") with { TraceFile = "/dev/full" }))[0];

        Assert.Equal(new RunnerMessage.Refused("the trace cannot be written: No space left on device : '/dev/full'"), message);
    }
}
