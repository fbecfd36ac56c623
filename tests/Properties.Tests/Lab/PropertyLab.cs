using SkewLab.Runners;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>Two runners for all properties, which run one after another: starting one takes longer than a hundred of these worlds.</summary>
[CollectionDefinition(Name)]
public sealed class PropertyLab : IDisposable, ICollectionFixture<PropertyLab>
{
    /// <summary>The name of the collection that shares it.</summary>
    public const string Name = "properties";

    private readonly RunnerPool _pool = new(2);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    /// <summary>Runs worlds, in any order; results come in that of the requests.</summary>
    /// <exception cref="InvalidOperationException">A world could not be run, or its result cannot be trusted.</exception>
    internal async Task<IReadOnlyList<RunResult>> RunAsync(IReadOnlyList<RunRequest> requests)
    {
        var outcomes = await _pool.RunAsync(requests, (_, _) => { }, CancellationToken.None);
        return [.. outcomes.Zip(requests, (outcome, request) => Sound(outcome.Message, request))];
    }

    private static RunResult Sound(RunnerMessage message, RunRequest request) => message is RunnerMessage.Finished { Result: { Unsound: null } result }
        ? result
        : throw new InvalidOperationException($"A world with {request.Strategy} cannot be judged: {message}\n{request.ScenarioText}");
}
