using SkewLab.Commands;

namespace SkewLab.SkewLab.Tests.Support;

/// <summary>Runs a command line and keeps what it prints.</summary>
/// <param name="ExitCode">What it tells its caller.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Printed(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it in this process; runners are processes of their own.</summary>
    public static Printed By(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = CommandLine.Run(arguments, output, error);
        return new(exitCode, output.ToString(), error.ToString());
    }
}
