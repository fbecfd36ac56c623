using SkewLab.ClientContract;
using SkewLab.EndToEnd.Tests.Clients;
using SkewLab.Runners;
using SkewLab.Runs;
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
        var job = Job(Worlds.With("remembers"));
        var messages = await Worlds.RunAsync(job.Request, job.Request);
        var (first, second) = (RanAs(job, messages[0]), RanAs(job, messages[1]));

        var result = Assert.IsType<Ran>(await new DeterminismCheck(pool).CompareAsync(first, second, CancellationToken.None)).Result;

        Assert.Equal(Verdict.Unsound, result.Verdict);
        var traces = $"traces {first.Result.TraceSha256[..8]} and {second.Result.TraceSha256[..8]}";
        Assert.StartsWith($"two runs of the same world differ ({traces}); the first difference is event ", result.Unsound, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_that_is_no_sound_result_is_told_for_what_it_is()
    {
        using var pool = new RunnerPool(1);
        var job = Job(Worlds.With("naive-expiry"));
        var first = RanAs(job, (await Worlds.RunAsync(job.Request))[0]);
        var check = new DeterminismCheck(pool);

        Assert.Same(first, await CompareAsync(first));
        Assert.Equal("the second run is unsound: stuck", Unsound(await CompareAsync(first with { Result = first.Result.Distrusted("stuck") })));
        Assert.Equal("the second run was refused, and the first was not: it is Monday", Unsound(await CompareAsync(Second(NotRunKind.Refused))));
        foreach (var kind in new[] { NotRunKind.Silent, NotRunKind.Broken, NotRunKind.Died })
            Assert.Equal(Second(kind) with { Message = "the second run: it is Monday" }, await CompareAsync(Second(kind)));

        Task<RunOutcome> CompareAsync(RunOutcome second) => check.CompareAsync(first, second, CancellationToken.None);
        NotRun Second(NotRunKind kind) => new(job, TimeSpan.Zero, kind, "it is Monday");
        static string? Unsound(RunOutcome outcome) => Assert.IsType<Ran>(outcome).Result.Unsound;
    }

    [Theory]
    [InlineData("prints")]
    [InlineData("prints-past-the-console")]
    [InlineData("prints-natively")]
    public async Task What_a_client_prints_is_not_taken_for_a_message(string strategy) =>
        OneRunner.SoundResultOf((await Worlds.RunAsync(Worlds.With(strategy)))[0]);

    [Fact]
    public async Task A_client_that_ends_its_process_does_not_end_the_next_world()
    {
        var messages = await Worlds.RunAsync(Worlds.With("exits"), Worlds.With("naive-expiry"));

        Assert.Equal(new RunnerMessage.Died("the runner ended in the middle of a world: it was killed, or something in that world ended it"), messages[0]);
        OneRunner.SoundResultOf(messages[1]);
    }

    private static Ran RanAs(RunJob job, RunnerMessage message) => new(job, TimeSpan.Zero, OneRunner.ResultOf(message));

    private static RunJob Job(RunRequest request) => new(
        new(request.ScenarioFile, request.ScenarioText, ScenarioFile.Parse(request.ScenarioText, request.ScenarioFile, LabVocabulary.Value).Scenario!),
        request,
        "");
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
