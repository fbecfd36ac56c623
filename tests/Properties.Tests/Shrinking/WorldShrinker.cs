using SkewLab.Scenarios.Model;

namespace SkewLab.Properties.Tests.Shrinking;

/// <summary>Makes a failing world smaller as long as it fails for the same cause: first whole parts are taken away, then what is left is halved.</summary>
/// <param name="causesOf">Runs worlds and says why each fails; null for one that does not.</param>
/// <param name="mostRuns">How many worlds may be run.</param>
internal sealed class WorldShrinker(Func<IReadOnlyList<Scenario>, Task<IReadOnlyList<string?>>> causesOf, int mostRuns = 400)
{
    // Several candidates at once keep both runners busy; the first that still fails is taken, so the result does not depend on it.
    private const int AtOnce = 8;

    /// <value>How many worlds have been run.</value>
    public int Runs { get; private set; }

    /// <summary>Shrinks a world.</summary>
    /// <param name="world">A world that fails.</param>
    /// <param name="cause">Why it fails.</param>
    /// <returns>The smallest world found that fails for the same cause.</returns>
    public async Task<Scenario> ShrinkAsync(Scenario world, string cause)
    {
        while (await StepAsync(world, cause) is { } smaller)
            world = smaller;
        return world;
    }

    private async Task<Scenario?> StepAsync(Scenario world, string cause)
    {
        foreach (var batch in SmallerWorlds.Of(world).Where(SmallerWorlds.IsValid).Chunk(AtOnce))
        {
            if (Runs + batch.Length > mostRuns)
                return null;
            Runs += batch.Length;
            var causes = await causesOf(batch);
            for (var index = 0; index < batch.Length; index++)
            {
                if (causes[index] == cause)
                    return batch[index];
            }
        }

        return null;
    }
}
