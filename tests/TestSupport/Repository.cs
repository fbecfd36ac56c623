using System.Diagnostics;
using System.Xml.Linq;

namespace SkewLab.TestSupport;

/// <summary>The checkout, and the programs that were built from it.</summary>
internal static class Repository
{
    /// <value>The folder that holds SkewLab.sln.</value>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <value><c>Debug</c> or <c>Release</c>, as these tests were built.</value>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);

    /// <value>The version of everything that is built here.</value>
    public static string Version { get; } = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The path of a file of the checkout.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file of the checkout.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Runs <c>dotnet</c> and answers what it wrote; it must succeed.</summary>
    public static async Task<string> DotnetAsync(params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var text = await output + await errors;
        Assert.True(process.ExitCode == 0, text);
        return text;
    }

    /// <summary>The tracked files below a folder, by their paths from the root.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        using var git = Process.Start(
            new ProcessStartInfo(
                "git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", folder])
            { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var names = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return [.. names.Where(name => File.Exists(Path.Combine(Root, name)))];
    }

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "SkewLab.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
