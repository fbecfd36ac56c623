namespace SkewLab.TestSupport;

/// <summary>An empty folder that goes when the test ends.</summary>
/// <param name="prefix">How its name begins.</param>
internal sealed class TemporaryFolder(string prefix = "skewlab-tests-") : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory(prefix);

    /// <value>Its path.</value>
    public string Path => _folder.FullName;

    /// <value>The names of everything in it, in ordinal order.</value>
    public IReadOnlyList<string> Names => [.. _folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    /// <summary>The path of something in it.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and the folders above it.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
