using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Promises;
using Xunit.Abstractions;

namespace SkewLab.Properties.Tests.Mutants;

/// <summary>P18: the promises are worth something only if a client that breaks one is caught. tests/Mutants builds the clients, each with one defect.</summary>
[Collection(PropertyLab.Name)]
public sealed class MutantsTests(PropertyLab lab, ITestOutputHelper output)
{
    // A mutant that needs more worlds than this to be caught would be missed by a CI run.
    private const int MostSimulations = 400;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "mutants");

    // Which defect breaks which promise.
    private static readonly Dictionary<string, WorldProperty> Killers = new()
    {
        ["AgeFromReceive"] = new QuietWire(),
        ["WallForElapsed"] = new WallClockIndependence(),
        ["NoPreviousToken"] = new QuietWire(),
        ["UnconditionalRefresh"] = new OneForcedRefreshPerToken(),
        ["JitterPerCheck"] = new JitterIsTheTokensOwn(),
        ["CancellationShared"] = new CallersAreIndependent(),
        ["RefusalAgedOnItsWay"] = new SurfacesNothing(),
        ["PreviousBeyondItsLimit"] = new NothingDeadIsSent(),
    };

    public static TheoryData<string> Names() => [.. Killers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_client_with_this_defect_breaks_the_promise_named_for_it(string mutant)
    {
        var result = await CampaignWith(mutant).RunAsync(Killers[mutant], MostSimulations);

        output.WriteLine($"{mutant} is caught by {result.Property.Name} in world {result.Worlds}: {result.Failure?.Cause}");
        Assert.True(result.Failure is not null, $"{mutant} survives {result}");
    }

    [Fact]
    public async Task The_world_in_which_a_refusal_aged_on_its_way_still_tells_that_client_from_ours()
    {
        var world = Path.Combine(Repository.Root, "scenarios", "regressions", "refusal-outlives-youth.yaml");
        var settings = CampaignSettings.Default with { Replay = world };

        var mutant = await new Campaign(lab, settings, Path.Combine(Folder, "SkewLab.Mutant.RefusalAgedOnItsWay.dll")).RunAsync(new SurfacesNothing(), 1);
        var ours = await new Campaign(lab, settings).RunAsync(new SurfacesNothing(), 1);

        Assert.Equal("absorbs: a refusal reached the caller (not_propagated)", mutant.Failure?.Cause);
        Assert.Null(ours.Failure);
    }

    [Fact]
    public void Every_mutant_that_is_built_has_a_promise_that_it_breaks()
    {
        var built = Directory.GetFiles(Folder, "SkewLab.Mutant.*.dll").Select(file => Path.GetFileNameWithoutExtension(file)["SkewLab.Mutant.".Length..]);

        Assert.Equal([.. Killers.Keys.Append("Unchanged").Order(StringComparer.Ordinal)], built.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_client_built_the_same_way_without_a_defect_keeps_them_all()
    {
        foreach (var property in Killers.Values.DistinctBy(property => property.Name))
        {
            var result = await CampaignWith("Unchanged").RunAsync(property, MostSimulations / 10);

            Assert.True(result.Failure is null, $"{result.Failure?.Cause} without a defect: {result}");
        }
    }

    private Campaign CampaignWith(string mutant) => new(lab, CampaignSettings.Default, Path.Combine(Folder, $"SkewLab.Mutant.{mutant}.dll"));
}
