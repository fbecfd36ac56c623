using FsCheck;
using FsCheck.Fluent;
using SkewLab.Properties.Tests.Shrinking;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.Verdicts;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>Puts a promise to the test in many worlds; the first that breaks it is made as small as it gets.</summary>
/// <param name="lab">Runs worlds.</param>
/// <param name="settings">How many, from which seed.</param>
/// <param name="clientAssembly">The assembly of another client in place of the skew-aware one: a mutant; null for none.</param>
internal sealed class Campaign(PropertyLab lab, CampaignSettings settings, string? clientAssembly = null)
{
    // FsCheck's size, which these generators do not use.
    private const int Size = 10;
    private const int BatchSize = 40;

    /// <summary>Runs a promise in worlds of its own.</summary>
    /// <param name="property">The promise.</param>
    /// <param name="simulations">How many simulations it may take.</param>
    public async Task<CampaignResult> RunAsync(WorldProperty property, int simulations)
    {
        var worlds = settings.Replay is { } file
            ? [Read(file)]
            : property.Worlds.Sample(Math.Max(1, simulations / property.SimulationsPerWorld), new Rnd(unchecked((settings.Seed * 1_000_003) + StableHash.Of(property.Name))), Size).ToArray();
        var (run, met) = (0, 0);
        foreach (var batch in worlds.Chunk(BatchSize))
        {
            var judgements = await JudgeAsync(property, batch);
            for (var index = 0; index < batch.Length; index++)
            {
                run++;
                met += judgements[index].IsPremiseMet ? 1 : 0;
                if (judgements[index].Cause is { } cause)
                    return new(property, run, met, new(batch[index], cause, judgements[index].Detail));
            }
        }

        return new(property, run, met, null);
    }

    /// <summary>Makes a failing world smaller, as long as the promise breaks for the same cause.</summary>
    public async Task<WorldFailure> ShrinkAsync(WorldProperty property, WorldFailure failure)
    {
        var shrinker = new WorldShrinker(async candidates => [.. (await JudgeAsync(property, candidates)).Select(judgement => judgement.Cause)]);
        var smallest = await shrinker.ShrinkAsync(failure.World, failure.Cause);
        var detail = (await JudgeAsync(property, [smallest]))[0].Detail;
        return new(smallest, failure.Cause, detail);
    }

    private async Task<IReadOnlyList<Judgement>> JudgeAsync(WorldProperty property, IReadOnlyList<Scenario> worlds)
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-worlds-").FullName;
        try
        {
            // Each world's traces have a folder of their own: worlds run side by side.
            var folders = worlds.Select((_, index) => Directory.CreateDirectory(Path.Combine(folder, $"{index}")).FullName).ToArray();
            var requests = worlds.Select((world, index) => property.Requests(world, folders[index])).ToArray();
            var results = await lab.RunAsync([.. requests.SelectMany(one => one).Select(request => request.Strategy == "skew-aware" ? request with { ClientAssembly = clientAssembly } : request)]);
            var taken = 0;
            var judgements = new List<Judgement>();
            for (var index = 0; index < worlds.Count; index++)
            {
                judgements.Add(property.IsGivenIn(worlds[index]) ? property.Judge(worlds[index], [.. results.Skip(taken).Take(requests[index].Count)], folders[index]) : Judgement.Vacuous);
                taken += requests[index].Count;
            }

            return judgements;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Scenario Read(string file)
    {
        var load = ScenarioFile.Load(file, LabVocabulary.Value);
        return load.Scenario ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }
}

/// <summary>How a promise fared in all its worlds.</summary>
/// <param name="Property">The promise.</param>
/// <param name="Worlds">How many worlds were run.</param>
/// <param name="Met">In how many of them the promise was put to the test.</param>
/// <param name="Failure">The first world that broke it; null if none did.</param>
internal sealed record CampaignResult(WorldProperty Property, int Worlds, int Met, WorldFailure? Failure)
{
    public override string ToString() => $"{Property.Name}: {Worlds} worlds, {Met} of them put it to the test. {Property.Claim}";
}

/// <summary>A world that breaks a promise.</summary>
/// <param name="World">The world.</param>
/// <param name="Cause">Why, without numbers.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record WorldFailure(Scenario World, string Cause, string Detail);
