using System.ComponentModel;
using System.Diagnostics;

namespace SkewLab.Interop.Tests;

/// <summary>Which clients are there: looked up once for the whole run.</summary>
internal static class Installed
{
    /// <summary>A client that hangs ends its test; no test comes near it.</summary>
    public const int LongestTestMilliseconds = 180_000;

    private static readonly Lazy<string?> Node = new(() =>
        !Runs("node", "-e", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)") ? "Node.js 20 or later is not there"
        : File.Exists(Stamp) && File.ReadAllText(Stamp) == File.ReadAllText(Client.PathOf("package-lock.json")) ? null
        : "the npm packages are not there, or older than their lock file");

    private static readonly Lazy<string?> Authlib = new(
        () => Runs(Client.Python, "-c", "import authlib, requests") ? null : "Debian's python3-authlib or python3-requests is not there");

    private static readonly Lazy<string?> Faketime = new(() => Runs("faketime", "--version") ? null : "faketime is not there");

    /// <value>Whether this is CI, where everything is installed.</value>
    public static bool IsCI { get; } = Environment.GetEnvironmentVariable("CI") == "true";

    private static string Stamp => Client.PathOf("node_modules", ".installed");

    /// <summary>What is missing, in words; null if nothing is.</summary>
    public static string? Missing(Needs needs)
    {
        string?[] missing =
        [
            needs.HasFlag(Needs.Node) ? Node.Value : null,
            needs.HasFlag(Needs.Authlib) ? Authlib.Value : null,
            needs.HasFlag(Needs.Faketime) ? Faketime.Value : null,
        ];
        return missing.OfType<string>().ToList() is { Count: > 0 } some ? string.Join("; ", some) : null;
    }

    /// <summary>Why a test is skipped; null runs it. In CI a client that is missing is a failure, or the test would be none.</summary>
    public static string? ReasonToSkip(string? missing, bool isCI) => missing is null || isCI ? null : $"{missing}: run bash tests/Interop.Tests/install.sh";

    private static bool Runs(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            // There is no such program.
            return false;
        }
    }
}
