using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Promises;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;

namespace SkewLab.Properties.Tests.Shrinking;

public sealed class WorldShrinkerTests
{
    private const string Cause = "a node learns late";

    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(700);

    private static readonly Scenario World = Swarm.Worlds().Sample(300, new Rnd(1), 10).First(world => world is { Timeline.Count: > 2, Clients.Count: 2, Api.Nodes: > 2 } && Latest(world) > Late * 2);

    [Fact]
    public async Task What_the_failure_does_not_need_is_taken_away()
    {
        var smallest = await ShrinkAsync(world => Latest(world) >= Late ? Cause : null);

        Assert.Empty(smallest.Timeline);
        Assert.Equal((1, 1), (smallest.Api.Nodes, smallest.Clients.Count));
        Assert.Equal(new ClockSection(), smallest.Clients.Clock);
        Assert.Null(Assert.Single(smallest.Api.Node).Value.Clock);
        Assert.True(smallest.Duration < World.Duration / 10, $"{smallest.Duration}");
    }

    [Fact]
    public async Task A_magnitude_is_narrowed_down_to_a_sixteenth_of_what_the_failure_needs()
    {
        var smallest = await ShrinkAsync(world => Latest(world) >= Late ? Cause : null);

        Assert.InRange(Latest(smallest), Late, Late * 17 / 16);
    }

    [Fact]
    public async Task A_smaller_world_that_fails_for_another_cause_is_not_taken()
    {
        var smallest = await ShrinkAsync(world => Latest(world) < Late ? null : world.Api.Nodes > 1 ? Cause : "one node alone");

        Assert.Equal(2, smallest.Api.Nodes);
    }

    [Fact]
    public async Task The_strategys_options_are_left_alone()
    {
        var smallest = await ShrinkAsync(world => Latest(world) >= Late ? Cause : null);

        Assert.Equal(World.Strategies, smallest.Strategies);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task No_more_worlds_are_run_than_allowed(int most)
    {
        var run = 0;
        var shrinker = new WorldShrinker(
            worlds =>
            {
                run += worlds.Count;
                return Task.FromResult<IReadOnlyList<string?>>([.. worlds.Select(_ => Cause)]);
            },
            most);

        await shrinker.ShrinkAsync(World, Cause);

        Assert.InRange(run, most == 0 ? 0 : 1, most);
    }

    private static Task<Scenario> ShrinkAsync(Func<Scenario, string?> causeOf) =>
        new WorldShrinker(worlds => Task.FromResult<IReadOnlyList<string?>>([.. worlds.Select(causeOf)]), mostRuns: 2000).ShrinkAsync(World, Cause);

    private static TimeSpan Latest(Scenario world) => world.Api.Node.Values.Max(node => node.LearnsTokenAfter?.Max) ?? TimeSpan.Zero;
}

/// <summary>The whole way from a planted bug to a file that shows it.</summary>
[Collection(PropertyLab.Name)]
public sealed class FailureFileTests(PropertyLab lab)
{
    [Fact]
    public async Task A_planted_bug_ends_in_a_small_file_that_shows_it_again()
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-failures-").FullName;
        try
        {
            var property = new QuietWire();
            var mutant = Path.Combine(AppContext.BaseDirectory, "mutants", "SkewLab.Mutant.NoPreviousToken.dll");
            var settings = CampaignSettings.Default with { FailuresFolder = folder };
            var campaign = new Campaign(lab, settings, mutant);
            var found = (await campaign.RunAsync(property, 400)).Failure!;

            var message = FailureFile.Write(folder, property.Name, settings.Seed, await campaign.ShrinkAsync(property, found));

            var file = Assert.Single(Directory.GetFiles(folder));
            Assert.Contains($"SKEWLAB_WORLD={file} dotnet test tests/Properties.Tests --filter P2_", message, StringComparison.Ordinal);
            var again = await new Campaign(lab, settings with { Replay = file }, mutant).RunAsync(property, 1);
            Assert.Equal((1, found.Cause), (again.Worlds, again.Failure?.Cause));
            Assert.True(again.Failure!.World is { Api.Nodes: 1, Clients.Count: 1, Timeline.Count: 0 }, await File.ReadAllTextAsync(file));
            Assert.Null((await new Campaign(lab, settings with { Replay = file }).RunAsync(property, 1)).Failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
