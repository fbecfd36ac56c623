using SkewLab.Scenarios.Model;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>On each client machine, processes one after the other: each starts with a client that knows nothing yet, makes its calls at once, waits for all of them and ends; then the machine rests.</summary>
/// <param name="section">Calls, pause, request, beginning and end.</param>
/// <param name="callers">Makes the calls.</param>
/// <param name="timeline">The world's time line.</param>
internal sealed class Processes(TrafficSection section, Callers callers, VirtualTimeline timeline) : ITrafficExecutor
{
    private readonly CallRequest _request = new(section);
    private readonly TimeSpan _end = callers.EndOf(section);

    public void Start()
    {
        for (var client = 0; client < callers.Clients; client++)
            Plan(section.Start, client);
    }

    private void Plan(TimeSpan at, int client)
    {
        if (at < _end)
            timeline.Schedule(at, _ => Begin(client), null);
    }

    private void Begin(int client)
    {
        var process = callers.StartProcess(client);
        var left = section.Calls!.Value;
        for (var call = 0; call < section.Calls; call++)
            callers.StartCall(client, _request, _ => Ended(), process);

        void Ended()
        {
            if (--left > 0)
                return;
            process?.Dispose();
            Plan(timeline.Now + section.Pause, client);
        }
    }
}
