using System.Runtime.InteropServices;
using System.Text.Json;
using SkewLab.Simulation.Running;

namespace SkewLab.Runners;

/// <summary>The runner's side: requests in, messages out, one JSON line each, one world at a time.</summary>
/// <remarks>
/// The main thread reads with blocking reads: a pending asynchronous read of standard input would hold the only pool thread. It answers pings also in the
/// middle of a world. The end of input means exit, whatever the pump is doing: that is how a parent's death ends its runners. Interrupts are the parent's
/// business.
/// </remarks>
internal static class RunnerLoop
{
    public static int Run()
    {
        Pump.CapPool();
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        var input = new StreamReader(Console.OpenStandardInput());
        var output = RunnerOutput.Take();
        using var worlds = new RunnerWorlds(output);
        while (input.ReadLine() is { } line)
        {
            if (RunnerProtocol.VersionOf(line) != RunnerProtocol.Version)
            {
                var own = $"This runner speaks version {RunnerProtocol.Version} of the protocol";
                output.Write(new RunnerMessage.Refused($"{own} and was sent another one: {line}"));
                continue;
            }

            switch (JsonSerializer.Deserialize(line, LabJson.Default.RunnerRequest))
            {
                case PingRequest:
                    output.Write(new RunnerMessage.Pong(worlds.EventsBegun));
                    break;
                case RunRequest request:
                    worlds.Start(request);
                    break;
                default:
                    throw new InvalidDataException("A runner read an empty request.");
            }
        }

        // A return would wait for every thread that a client has started.
        Environment.Exit(0);
        return 0;
    }
}
