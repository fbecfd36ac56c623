namespace SkewLab.Commands;

/// <summary>Files that are written whole or not at all: first under a temporary name in the same folder, renamed at the end, removed if the end never comes.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<(string Temporary, string Final)> _files = [];

    /// <summary>Reserves a file.</summary>
    /// <param name="path">Where it will stand.</param>
    /// <param name="option">The option that names it, for the message.</param>
    /// <returns>The temporary path to write to.</returns>
    /// <exception cref="BadInputException">The folder does not exist, the path is a folder, or the place is not writable.</exception>
    public string Reserve(string path, string option)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new BadInputException($"{option}: '{path}' is a folder; name a file, for example {option} {Path.Combine(path, "result.json")}");
        var folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
            throw new BadInputException($"{option}: the folder of '{path}' does not exist; create it first, for example mkdir -p {folder}");
        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Environment.ProcessId}.{_files.Count}.tmp");
        try
        {
            File.Create(temporary).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{option}: cannot write to '{path}': {exception.Message}");
        }

        _files.Add((temporary, full));
        return temporary;
    }

    /// <summary>Gives every reserved file its name.</summary>
    public void Commit()
    {
        foreach (var (temporary, final) in _files)
            File.Move(temporary, final, overwrite: true);
        _files.Clear();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
            File.Delete(temporary);
    }
}
