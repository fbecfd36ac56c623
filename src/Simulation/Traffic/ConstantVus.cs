using SkewLab.Scenarios.Model;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>A closed model: each virtual user (VU) calls, waits for the answer, pauses, and calls again. VU i uses client i, round and round.</summary>
/// <param name="section">VUs, pause, request, beginning and end.</param>
/// <param name="callers">Makes the calls.</param>
/// <param name="timeline">The world's time line.</param>
internal sealed class ConstantVus(TrafficSection section, Callers callers, VirtualTimeline timeline) : ITrafficExecutor
{
    private readonly CallRequest _request = new(section);
    private readonly TimeSpan _end = callers.EndOf(section);

    public void Start()
    {
        for (var vu = 0; vu < section.Vus; vu++)
        {
            var client = vu % callers.Clients;
            Plan(section.Start, () => Call(client));
        }
    }

    private void Call(int client) => callers.StartCall(client, _request, _ => Plan(timeline.Now + section.Pause, () => Call(client)));

    private void Plan(TimeSpan at, Action call)
    {
        if (at < _end)
            timeline.Schedule(at, static state => ((Action)state!)(), call);
    }
}
