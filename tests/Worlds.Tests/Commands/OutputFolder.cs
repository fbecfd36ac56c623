namespace SkewLab.Worlds.Tests.Commands;

/// <summary>A folder for what a command reads and writes; it goes when the test ends.</summary>
internal sealed class OutputFolder : IDisposable
{
    /// <summary>Ten years of calls: no test waits for its end.</summary>
    public static readonly string Endless = Worlds.Small.Replace("duration: 5m", "duration: 3650d", StringComparison.Ordinal);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab worlds-");

    /// <value>The names of everything in it, in ordinal order.</value>
    public IReadOnlyList<string> Names => [.. _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    /// <summary>The path of something in it. The folder's name has a space.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
