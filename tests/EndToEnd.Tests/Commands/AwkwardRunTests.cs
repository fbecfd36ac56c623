using SkewLab.ClientContract;
using SkewLab.Commands;
using SkewLab.EndToEnd.Tests.Clients;
using SkewLab.Runners;
using SkewLab.Scenarios;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Judging;

namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>Clients that differ from run to run, print, or end their process.</summary>
public class AwkwardRunTests
{
    [Fact]
    public async Task A_world_that_differs_when_it_runs_again_is_unsound_and_the_first_difference_is_named()
    {
        using var pool = new RunnerPool(1);
        var request = Worlds.With("remembers");
        var outcomes = await pool.RunAsync([request, request], (_, _) => { }, CancellationToken.None);
        var (first, second) = (outcomes[0].Message.Result!, outcomes[1].Message);

        var result = await new DeterminismCheck(pool, Job(request)).CompareAsync(first, second, CancellationToken.None);

        Assert.Equal(Verdict.Unsound, result.Verdict);
        Assert.StartsWith(
            $"two runs of the same world differ (traces {first.TraceSha256[..8]} and {second.Result!.TraceSha256[..8]}); the first difference is event ", result.Unsound, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_without_a_result_is_unsound()
    {
        using var pool = new RunnerPool(1);
        var request = Worlds.With("naive-expiry");
        var first = (await pool.RunAsync([request], (_, _) => { }, CancellationToken.None))[0].Message.Result!;
        var check = new DeterminismCheck(pool, Job(request));

        var same = await check.CompareAsync(first, new(Result: first), CancellationToken.None);
        var refused = await check.CompareAsync(first, new(Refused: "it is Monday"), CancellationToken.None);
        var unsound = await check.CompareAsync(first, new(Result: first with { Unsound = "stuck" }), CancellationToken.None);

        Assert.Same(first, same);
        Assert.Equal((Verdict.Unsound, "the second run gave no result: it is Monday"), (refused.Verdict, refused.Unsound));
        Assert.Equal((Verdict.Unsound, "the second run is unsound: stuck"), (unsound.Verdict, unsound.Unsound));
    }

    [Fact]
    public async Task What_a_client_prints_is_not_taken_for_a_message()
    {
        var message = (await Worlds.RunAsync(Worlds.With("prints")))[0];

        Assert.Null(message.Refused);
        Assert.Null(message.Result!.Unsound);
    }

    [Fact]
    public async Task A_client_that_ends_its_process_does_not_end_the_next_world()
    {
        var messages = await Worlds.RunAsync(Worlds.With("exits"), Worlds.With("naive-expiry"));

        Assert.Equal("the runner ended in the middle of a world: it was killed, or something in that world ended it", messages[0].Refused);
        Assert.NotNull(messages[1].Result);
    }

    private static RunJob Job(RunRequest request) =>
        new(new(request.ScenarioFile, request.ScenarioText, ScenarioFile.Parse(request.ScenarioText, request.ScenarioFile, LabVocabulary.Value).Scenario!), request);
}

/// <summary>Remembers across worlds how often it was called, and sends at every third call.</summary>
[Strategy("remembers", Rule = "Keeps a static counter.", Source = "this test")]
public sealed class Remembers : AwkwardClient
{
    private static int _calls;

    /// <inheritdoc/>
    protected override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        // The square grows differently in every world, so no two worlds send alike.
        _calls++;
        if ((long)_calls * _calls / 1000 % 3 == 0)
            (await send()).Dispose();
    }
}

/// <summary>Prints.</summary>
[Strategy("prints", Rule = "Writes to standard output.", Source = "this test")]
public sealed class Prints : AwkwardClient
{
    private bool _hasPrinted;

    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        if (!_hasPrinted)
            Console.WriteLine("This line is a client's.");
        _hasPrinted = true;
        return Task.CompletedTask;
    }
}

/// <summary>Ends its process.</summary>
[Strategy("exits", Rule = "Ends the process.", Source = "this test")]
public sealed class Exits : AwkwardClient
{
    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        Environment.Exit(0);
        return Task.CompletedTask;
    }
}
