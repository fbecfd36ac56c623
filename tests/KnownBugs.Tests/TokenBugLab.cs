using SkewLab.Runners;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Runs the committed scenarios of known bugs with clients that have them, all in one runner.</summary>
public sealed class TokenBugLab : IDisposable
{
    private readonly RunnerPool _pool = new(1);

    /// <summary>The folder of the scenarios.</summary>
    internal static string Folder { get; } = Repository.PathOf("scenarios", "known-bugs");

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    /// <summary>Runs a scenario with a strategy of the lab or of this assembly.</summary>
    /// <param name="scenario">The file's name without its extension.</param>
    /// <param name="strategy">The strategy, by what the scenario calls it, or by its name.</param>
    /// <param name="change">Changes the scenario's text; null leaves it.</param>
    internal async Task<WorldMetrics> RunAsync(string scenario, string strategy, Func<string, string>? change = null)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, $"{scenario}.yaml"));
        var request = new RunRequest
        {
            ScenarioFile = $"{scenario}.yaml",
            ScenarioText = change?.Invoke(text) ?? text,
            Strategy = strategy,
            ClientAssembly = typeof(TokenBugLab).Assembly.Location,
        };

        var message = (await _pool.RunAsync([request], (_, _) => { }, CancellationToken.None))[0].Message;

        return OneRunner.SoundResultOf(message).Metrics;
    }
}
