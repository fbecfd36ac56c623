using System.Diagnostics;

namespace SkewLab.TestSupport;

/// <summary>Runs programs as a user does, in a process of their own, from the checkout's folder.</summary>
internal static class Cli
{
    /// <value>The built <c>skewlab</c>.</value>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "skewlab.dll");

    /// <summary>Runs <c>skewlab</c> to its end.</summary>
    public static Task<Finished> SkewLabAsync(params string[] arguments) => RunAsync("dotnet", [Program, .. arguments]);

    /// <summary>Runs a line of a shell to its end.</summary>
    public static Task<Finished> ShellAsync(string line) => RunAsync("bash", ["-c", line]);

    /// <summary>Starts a program with its output redirected.</summary>
    public static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test host sets for itself must not reach a program under test.
        foreach (var name in start.Environment.Keys.Where(
            name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return Process.Start(start)!;
    }

    private static async Task<Finished> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>How a program ended.</summary>
internal sealed record Finished(int ExitCode, string Output, string Error);
