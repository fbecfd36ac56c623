using System.Runtime.InteropServices;
using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Clients;

/// <summary>Prints once.</summary>
[Strategy("prints", Rule = "Writes to the console.", Source = "this test")]
public class Prints : AwkwardClient
{
    /// <summary>What it prints.</summary>
    protected const string Line = "This line is a client's.\n";

    private bool _hasPrinted;

    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        if (!_hasPrinted)
            Print();
        _hasPrinted = true;
        return Task.CompletedTask;
    }

    /// <summary>Prints.</summary>
    protected virtual void Print() => Console.Write(Line);
}

/// <summary>Prints to a stream of its own.</summary>
[Strategy("prints-past-the-console", Rule = "Opens standard output and writes to it.", Source = "this test")]
public sealed class PrintsPastTheConsole : Prints
{
    /// <inheritdoc/>
    protected override void Print()
    {
        using var output = Console.OpenStandardOutput();
        output.Write("This line is a client's.\n"u8);
    }
}

/// <summary>Prints as native code does.</summary>
[Strategy("prints-natively", Rule = "Writes to descriptor 1.", Source = "this test")]
public sealed class PrintsNatively : Prints
{
    /// <inheritdoc/>
    protected override void Print() => Assert.Equal(Line.Length, Write(1, Line, Line.Length));

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, [MarshalAs(UnmanagedType.LPUTF8Str)] string text, nint length);
}
