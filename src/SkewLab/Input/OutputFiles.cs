namespace SkewLab.Input;

/// <summary>Files that are written whole or not at all: first under a temporary name in the same folder, renamed at the end, removed if the end never
/// comes.</summary>
internal sealed class OutputFiles : IDisposable
{
    private readonly List<(string Temporary, string Final)> _files = [];

    /// <summary>Reserves a file.</summary>
    /// <param name="path">Where it will stand; null reserves nothing.</param>
    /// <param name="option">The option that names it, for the message.</param>
    /// <param name="problems">Takes what is wrong: the folder does not exist, the path is no file, is taken already, or the place is not writable.</param>
    /// <returns>The temporary path to write to; null where there is none.</returns>
    public string? Reserve(string? path, string option, ICollection<string> problems)
    {
        if (path is null)
            return null;
        try
        {
            var full = path.Length == 0 ? "" : Target(path);
            if (ProblemOf(path, full, option) is { } problem)
            {
                problems.Add($"{option}: {problem}");
                return null;
            }

            var temporary = Path.Combine(Path.GetDirectoryName(full)!, $".skewlab.{Environment.ProcessId}.{_files.Count}.tmp");
            File.Create(temporary).Dispose();
            _files.Add((temporary, full));
            return temporary;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{option}: cannot write to '{path}': {exception.Message}");
            return null;
        }
    }

    /// <summary>Gives up a reserved file: what was written to it is not whole.</summary>
    public void Discard(string temporary)
    {
        _files.RemoveAll(file => file.Temporary == temporary);
        File.Delete(temporary);
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

    // A link is written through, not replaced.
    private static string Target(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    private string? ProblemOf(string path, string full, string option)
    {
        if (full.Length == 0)
            return $"the path is empty; name a file, for example {option} result.json";
        if (Directory.Exists(full))
            return $"'{path}' is a folder; name a file, for example {option} {Path.Combine(path, "result.json")}";
        // Renaming a file onto a device would replace the device.
        if (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            return $"'{path}' is no ordinary file; name one, for example {option} result.json";
        // A shell that expands '--json scenarios/*.yaml' puts a scenario here.
        if (full.EndsWith(".yaml", StringComparison.Ordinal))
            return $"'{path}' would overwrite a scenario; name another file, for example {option} result.json";
        if (_files.Exists(file => file.Final == full))
            return $"'{path}' would be written twice; give each output a file of its own";
        var folder = Path.GetDirectoryName(full)!;
        return Directory.Exists(folder) ? null : $"the folder of '{path}' does not exist; create it first, for example mkdir -p {ShellWord.Quote(folder)}";
    }
}
