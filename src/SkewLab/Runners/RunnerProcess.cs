using System.ComponentModel;
using System.Diagnostics;
using SkewLab.Input;

namespace SkewLab.Runners;

/// <summary>The parent's side of one runner: a child process that runs one world at a time.</summary>
internal sealed class RunnerProcess : IDisposable
{
    /// <summary>The hidden command that makes <c>skewlab</c> a runner.</summary>
    public const string Command = "runner";

    private const string Remedy = "If SKEWLAB_RUNNER is set, unset it or let it name the skewlab program.";

    private static readonly RunnerMessage Ended =
        new RunnerMessage.Died("the runner ended in the middle of a world: it was killed, or something in that world ended it");

    private readonly Process _process;
    private readonly TimeSpan _longestSilence;

    private RunnerProcess(Process process, TimeSpan longestSilence)
    {
        _process = process;
        _longestSilence = longestSilence;
    }

    /// <summary>Starts a runner. It needs some time to be ready; requests may be sent at once.</summary>
    /// <param name="longestSilence">How long a world may stand still, on the machine's clock.</param>
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
            throw new BadInputException($"Cannot start a runner, '{file}': {problem.Message}. {Remedy}");
        }
    }

    /// <summary>Runs one world.</summary>
    /// <param name="request">The world.</param>
    /// <param name="progress">Told how many reference seconds the world has lived.</param>
    /// <param name="cancellationToken">Ends the waiting, not the world: dispose the runner for that.</param>
    /// <returns>How it ended: no progress and no answer to a ping.</returns>
    /// <exception cref="BadInputException">The runner is of another version.</exception>
    public async Task<RunnerMessage> RunAsync(RunRequest request, Action<double> progress, CancellationToken cancellationToken)
    {
        var silence = new Silence(_longestSilence);
        try
        {
            await WriteAsync(request, cancellationToken);
            while (true)
            {
                switch (await HearAsync(silence, cancellationToken))
                {
                    case RunnerMessage.Progress now:
                        progress(now.Seconds);
                        break;
                    case RunnerMessage.Pong pong:
                        silence.Answered(pong.Events);
                        break;
                    case var last:
                        return last;
                }
            }
        }
        catch (IOException)
        {
            return Ended;
        }
    }

    /// <summary>Ends the process at once, in whatever it is doing, and returns when it is gone: afterwards it touches no file.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    // The next message, or what the lack of one means.
    private async Task<RunnerMessage> HearAsync(Silence silence, CancellationToken cancellationToken)
    {
        if (silence.Verdict() is { } still)
            return still;
        var read = _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                return MessageOf(await read.WaitAsync(silence.Interval, Watchdog, cancellationToken));
            }
            catch (TimeoutException)
            {
                if (silence.ShouldPing())
                    await WriteAsync(new PingRequest(), cancellationToken);
                else if (silence.Verdict() is { } gone)
                    return gone;
            }
        }
    }

    private async Task WriteAsync(RunnerRequest request, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(RunnerProtocol.LineOf(request).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    private static RunnerMessage MessageOf(string? line)
    {
        if (line is null)
            return Ended;
        if (RunnerProtocol.VersionOf(line) is { } version and not RunnerProtocol.Version)
        {
            throw new BadInputException(
                $"The runner is of another version: it speaks version {version} of the protocol, and this skewlab version {RunnerProtocol.Version}. {Remedy}");
        }

        return RunnerProtocol.MessageOf(line) ?? new RunnerMessage.Broken($"the runner wrote what is no message: {line}");
    }

    // One processor makes the trace independent of the machine. The rest is speed: what is hot is compiled for good at once instead of being watched first (a
    // world is over before that pays), little garbage lives, so a roomy first generation is collected rarely, and a collector thread of its own would only
    // compete for the one processor.
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
