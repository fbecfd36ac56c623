using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using SkewLab.Commands;

namespace SkewLab.Runners;

/// <summary>The parent's side of one runner: a child process that runs one world at a time.</summary>
internal sealed class RunnerProcess : IDisposable
{
    /// <summary>The hidden command that makes <c>skewlab</c> a runner.</summary>
    public const string Command = "runner";

    /// <summary>How long a runner may be silent before it counts as deadlocked. A sound world reports every 100,000 events.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private const string Ended = "the runner ended in the middle of a world: it was killed, or something in that world ended it";

    private readonly Process _process;
    private readonly TimeSpan _longestSilence;

    private RunnerProcess(Process process, TimeSpan longestSilence)
    {
        _process = process;
        _longestSilence = longestSilence;
    }

    /// <summary>Starts a runner. It needs some time to be ready; requests may be sent at once.</summary>
    /// <param name="longestSilence">How long it may be silent in the middle of a world, on the machine's clock.</param>
    /// <exception cref="BadInputException">The process could not be started.</exception>
    public static RunnerProcess Start(TimeSpan longestSilence)
    {
        var (file, arguments) = Executable();
        var start = new ProcessStartInfo(file, [.. arguments, Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        try
        {
            return new(Process.Start(start)!, longestSilence);
        }
        catch (Win32Exception problem)
        {
            throw new BadInputException($"Cannot start a runner, '{file}': {problem.Message}. If SKEWLAB_RUNNER is set, unset it or let it name the skewlab program.");
        }
    }

    /// <summary>Runs one world.</summary>
    /// <param name="request">The world.</param>
    /// <param name="progress">Told how many reference seconds the world has lived.</param>
    /// <param name="cancellationToken">Ends the waiting, not the world: dispose the runner for that.</param>
    /// <returns>The runner's last message about it: a result, or a refusal.</returns>
    public async Task<RunnerMessage> RunAsync(RunRequest request, Action<double> progress, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, LabJson.Default.RunRequest).AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            return new(Refused: Ended);
        }

        while (true)
        {
            string? line;
            try
            {
                line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(_longestSilence, Watchdog, cancellationToken);
            }
            catch (TimeoutException)
            {
                return new(Refused: $"the runner has been silent for {_longestSilence.TotalSeconds:0.#} s: something in it blocks the only thread (a client that waits synchronously for asynchronous work does that)");
            }

            if (line is null)
                return new(Refused: Ended);
            if (Read(line) is not { } message)
                return new(Refused: $"the runner wrote what is no message: {line}");
            if (message.Progress is not { } seconds)
                return message;
            progress(seconds);
        }
    }

    /// <summary>Ends the process at once, in whatever it is doing, and returns when it is gone: afterwards it touches no file.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static RunnerMessage? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LabJson.Default.RunnerMessage) is { } message && message != new RunnerMessage() ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // One processor makes the trace independent of the machine. The rest is speed: what is hot is compiled for good at once instead of being watched first (a world is
    // over before that pays), little garbage lives, so a roomy first generation is collected rarely, and a collector thread of its own would only compete for the one processor.
    private static IEnumerable<KeyValuePair<string, string>> Settings =>
    [
        new("DOTNET_PROCESSOR_COUNT", "1"),
        new("DOTNET_gcConcurrent", "0"),
        new("DOTNET_TieredPGO", "0"),
        new("DOTNET_TC_CallCountingDelayMs", "0"),
        new("DOTNET_GCgen0size", "0x2000000"),
    ];

#pragma warning disable RS0030 // The watchdog is one of the four places that read the machine's clock (docs/decisions.md).
    private static TimeProvider Watchdog => TimeProvider.System;
#pragma warning restore RS0030

    private static (string File, string[] Arguments) Executable()
    {
        if (Environment.GetEnvironmentVariable("SKEWLAB_RUNNER") is { Length: > 0 } chosen)
            return (chosen, []);
        var self = Environment.ProcessPath!;
        var isDotnetHost = Path.GetFileNameWithoutExtension(self).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isDotnetHost ? (self, [typeof(RunnerProcess).Assembly.Location]) : (self, []);
    }
}
