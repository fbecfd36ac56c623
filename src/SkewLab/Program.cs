using SkewLab.Commands;
using SkewLab.Runners;

namespace SkewLab;

/// <summary>The entry point of <c>skewlab</c>.</summary>
public static class Program
{
    /// <summary>Runs one command; as a runner it uses no command-line library, because nothing may touch the thread pool before it is capped.</summary>
    /// <returns>The exit code; README.md lists them.</returns>
    public static int Main(string[] args) =>
        args is [RunnerProcess.Command] ? RunnerLoop.Run() : CommandLine.Run(args, Console.Out, Console.Error);
}
