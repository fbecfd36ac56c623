using SkewLab.Runners;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Worlds.Tests.NegativeControls;

/// <summary>Two runners for all controls, which run one after another: starting one takes longer than most of these worlds.</summary>
[CollectionDefinition(Name)]
public sealed class ControlLab : IDisposable, ICollectionFixture<ControlLab>
{
    /// <summary>The name of the collection that shares it.</summary>
    public const string Name = "negative controls";

    private readonly RunnerPool _pool = new(2);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    /// <summary>Runs a world once per strategy.</summary>
    /// <returns>Each strategy's numbers.</returns>
    internal async Task<IReadOnlyDictionary<string, WorldMetrics>> RunAsync(ControlWorld world, params string[] strategies)
    {
        var outcomes = await _pool.RunAsync([.. strategies.Select(world.RequestFor)], (_, _) => { }, CancellationToken.None);

        return strategies.Zip(outcomes).ToDictionary(pair => pair.First, pair => OneRunner.SoundResultOf(pair.Second.Message).Metrics);
    }
}
