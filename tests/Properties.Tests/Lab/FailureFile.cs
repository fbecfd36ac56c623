using SkewLab.Scenarios;
using SkewLab.Scenarios.Randomness;
using SkewLab.Verdicts;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>Writes a failing world where somebody finds it, and says how to run it again.</summary>
internal static class FailureFile
{
    /// <summary>Writes the world.</summary>
    /// <returns>What to tell: the cause, the file and the command that runs it again.</returns>
    public static string Write(string folder, string property, ulong seed, WorldFailure failure)
    {
        Directory.CreateDirectory(folder);
        var text = $"# {property} is broken: {failure.Cause}\n{ScenarioWriter.Write(failure.World, LabVocabulary.Value)}";
        var path = Path.Combine(folder, $"{property}-{StableHash.Of(text):x16}.yaml".ToLowerInvariant());
        File.WriteAllText(path, text);
        return $"""
            {property} is broken (seed {seed}): {failure.Cause}
            {failure.Detail}
            The smallest world that shows it: {path}
            Run it again: SKEWLAB_WORLD={path} dotnet test tests/Properties.Tests --filter {property}_
            {text}
            """;
    }
}
