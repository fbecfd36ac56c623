using System.Diagnostics;
using System.Text.Json;

namespace SkewLab.Interop.Tests;

/// <summary>Runs a client to its end, as a user would: a process that is told the lab's address and prints one line of JSON.</summary>
internal static class Client
{
    /// <value>Debian's Python: another one may come first on the path, and has no Authlib.</value>
    public const string Python = "/usr/bin/python3";

    /// <value>The certificate that every client trusts: the lab writes it there.</value>
    public static string Certificate { get; } = Path.Combine(AppContext.BaseDirectory, "lab.pem");

    /// <summary>The path of a client, or of something beside it.</summary>
    public static string PathOf(params string[] parts) => Repository.PathOf(["tests", "Interop.Tests", "clients", .. parts]);

    /// <summary>Runs one of <c>clients/*.mjs</c>.</summary>
    public static Task<JsonElement> NodeAsync(string script, params string[] arguments) => RunAsync("node", [PathOf(script), .. arguments]);

    /// <summary>Runs one of <c>clients/*.py</c>.</summary>
    public static Task<JsonElement> PythonAsync(string script, params string[] arguments) => RunAsync(Python, [PathOf(script), .. arguments]);

    /// <summary>
    /// Runs one of <c>clients/*.mjs</c> or <c>clients/*.py</c> on a clock that is off. Elapsed time is left alone: a wrong clock is no slow one.
    /// </summary>
    /// <param name="offset">How far the clock is ahead: <c>+1h</c>.</param>
    /// <param name="script">The client.</param>
    /// <param name="arguments">What it is told.</param>
    public static Task<JsonElement> FaketimeAsync(string offset, string script, params string[] arguments) =>
        RunAsync(
            "faketime",
            ["--exclude-monotonic", "-f", offset, script.EndsWith(".py", StringComparison.Ordinal) ? Python : "node", PathOf(script), .. arguments]);

    /// <summary>Starts a program that knows of no proxy and of nobody's home.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test host sets for itself must not reach a program under test; a proxy or a configuration of the user's own must not reach a client.
        foreach (var name in start.Environment.Keys.Where(IsForeign).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = AppContext.BaseDirectory;
        start.Environment["NODE_EXTRA_CA_CERTS"] = Certificate;
        start.Environment["REQUESTS_CA_BUNDLE"] = Certificate;
        return Process.Start(start)!;
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) || name is "NODE_OPTIONS";

    private static async Task<JsonElement> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await error}{await output}");
        return JsonElement.Parse(await output);
    }
}
