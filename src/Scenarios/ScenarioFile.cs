using System.Text;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Errors;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Rules;
using SkewLab.Scenarios.Yaml;

namespace SkewLab.Scenarios;

/// <summary>Reads scenario files. Everything that is wrong is reported at once, before anything runs. Thread-safe: nothing is kept between calls.</summary>
public static class ScenarioFile
{
    /// <summary>The largest file that is read: 1 MB.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>Reads the file at <paramref name="path"/>. What cannot be read is an error in the result, never an exception.</summary>
    /// <param name="path">The file, relative or absolute; error messages name it as it is given.</param>
    /// <param name="vocabulary">The names of strategies, presets, profiles and metrics.</param>
    public static ScenarioLoad Load(string path, ScenarioVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path)) return Unreadable(path, "this is a directory; name a file, such as 'scenarios/post-refresh-401.yaml'.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            // One byte more than allowed tells a file that is too big from one that just fits; a pipe has no length to ask for.
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes) return Unreadable(path, "the file is larger than 1 MB, the limit for a scenario.");
            return Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length), path, vocabulary);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable(path, "there is no such file.");
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(path, "the file is not UTF-8 text; save it as UTF-8.");
        }
        catch (UnauthorizedAccessException)
        {
            return Unreadable(path, "the file cannot be read: access is denied.");
        }
        catch (Exception unreadable) when (unreadable is IOException or ArgumentException or NotSupportedException)
        {
            return Unreadable(path, $"the file cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="text">The YAML; a byte order mark at its start is skipped.</param>
    /// <param name="fileName">What error messages call the file.</param>
    /// <param name="vocabulary">The names of strategies, presets, profiles and metrics.</param>
    public static ScenarioLoad Parse(string text, string fileName, ScenarioVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var errors = new ErrorList(fileName);
        Scenario? scenario = null;
        if (YamlTreeReader.Read(text.TrimStart('\uFEFF'), errors) is { } root)
        {
            var file = new BoundFile(errors);
            scenario = new ScenarioBinder(vocabulary, file).Bind(root);
            // The rules need something to talk about: a file that is no mapping has had its one message.
            if (root is YamlMapping) ScenarioRules.Check(scenario, file);
        }
        var found = errors.InOrder();
        return new ScenarioLoad { Scenario = found.Count == 0 ? scenario : null, Errors = found, Warnings = errors.WarningsInOrder(), Text = text };
    }

    private static ScenarioLoad Unreadable(string path, string message) => new() { Errors = [new ScenarioError(path, 0, 0, "", message)], Text = "" };
}
