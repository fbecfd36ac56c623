using System.Runtime.InteropServices;
using System.Text.Json;

namespace SkewLab.Runners;

/// <summary>Where a runner's messages go: a duplicate of standard output that nobody else in the process knows.</summary>
/// <remarks>Thread-safe: the pump tells of its world, the main thread answers pings.</remarks>
internal sealed class RunnerOutput
{
    private const int StandardOutput = 1;
    private const int StandardError = 2;

    private readonly Lock _lock = new();
    private readonly Stream _stream;

    private RunnerOutput(Stream stream) => _stream = stream;

    /// <summary>Takes standard output for the messages. Whatever else the process writes there goes to standard error from now on, where a person sees
    /// it.</summary>
    /// <exception cref="InvalidOperationException">The operating system refused.</exception>
    public static RunnerOutput Take()
    {
        // On Unix the stream is a duplicate of the descriptor and closes by itself in child processes, so descriptor 1 can be pointed elsewhere: a client that
        // opens standard output once more, or writes to it from native code, cannot garble a message.
        var output = new RunnerOutput(Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        if (!OperatingSystem.IsWindows() && Duplicate(StandardError, StandardOutput) < 0)
            throw new InvalidOperationException($"Standard output cannot be moved: error {Marshal.GetLastPInvokeError()}.");
        return output;
    }

    /// <summary>Writes a line. Where nobody listens any more the process ends: the parent is gone.</summary>
    public void Write(RunnerMessage message)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, LabJson.Default.RunnerMessage), (byte)'\n'];
        lock (_lock)
        {
            try
            {
                _stream.Write(line);
                _stream.Flush();
            }
            catch (IOException)
            {
                Environment.Exit(0);
            }
        }
    }

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int from, int to);
}
