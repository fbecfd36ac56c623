using SkewLab.Simulation.History;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Scenarios;
using SkewLab.Simulation.Worlds;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>One client machine of a world: its clock, and what callers on it send requests with.</summary>
/// <param name="Name">As traces name it: <c>client-1</c>.</param>
/// <param name="Clock">Its clock.</param>
/// <param name="Http">The client under observation.</param>
internal sealed record ClientMachine(string Name, NodeClock Clock, HttpClient Http);

/// <summary>Makes calls through the clients and notes how they end.</summary>
internal sealed class Callers(WorldPlan plan, VirtualTimeline timeline, WorldHistory history, PumpGuard guard, IReadOnlyList<ClientMachine> machines)
{
    private readonly Dictionary<long, Call> _underWay = [];
    private long _calls;

    /// <value>How many clients there are.</value>
    public int Clients => machines.Count;

    /// <value>The calls that have not returned yet, in the order they began.</value>
    public IReadOnlyList<Call> UnderWay => [.. _underWay.Values.OrderBy(call => call.Number)];

    /// <summary>Where an executor's requests go.</summary>
    public static Uri AddressOf(TrafficSection section) => new(WorldNetwork.ApiAddress, section.Request[(section.Request.IndexOf(' ', StringComparison.Ordinal) + 1)..]);

    /// <summary>When an executor stops starting calls.</summary>
    public TimeSpan EndOf(TrafficSection section) => section.End ?? plan.Scenario.Duration;

    /// <summary>Starts a call; on a machine that sleeps it is only counted as skipped.</summary>
    /// <param name="client">Which client makes it, from 0.</param>
    /// <param name="uri">Where to.</param>
    /// <param name="ended">Called when it has returned, or was skipped.</param>
    public void StartCall(int client, Uri uri, Action? ended = null)
    {
        var machine = machines[client];
        var call = new Call(++_calls, client, timeline.Now);
        if (machine.Clock.Model.IsSuspendedAt(timeline.Now))
        {
            Record(EventKind.CallSkipped, call, 0, null);
            // A virtual user of a sleeping machine goes on when it wakes.
            if (ended is not null)
                timeline.Schedule(machine.Clock.Model.AwakeAt(timeline.Now), static state => ((Action)state!)(), ended);
            return;
        }

        _ = RunAsync(machine, call, uri, ended);
    }

    private async Task RunAsync(ClientMachine machine, Call call, Uri uri, Action? ended)
    {
        _underWay.Add(call.Number, call);
        Call.Current = call;
        Record(EventKind.CallStarted, call, 0, null);
        var (status, error) = await SendAsync(machine.Http, uri).ConfigureAwait(false);
        try
        {
            guard.Check("a call returned");
            _underWay.Remove(call.Number);
            Record(EventKind.CallEnded, call, status, error);
            ended?.Invoke();
        }
        catch (Exception exception)
        {
            guard.Break(exception);
        }
    }

    private static async ValueTask<(int Status, string? Error)> SendAsync(HttpClient http, Uri uri)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
            return ((int)response.StatusCode, null);
        }
        catch (Exception exception)
        {
            // Whatever a client throws is its answer to the caller: it is counted, and the world goes on.
            return (0, exception.GetType().Name);
        }
    }

    private void Record(EventKind kind, Call call, int status, string? error) => history.Record(new()
    {
        Kind = kind,
        At = timeline.Now,
        Client = call.Client,
        Call = call,
        Status = status,
        Error = error,
    });
}
