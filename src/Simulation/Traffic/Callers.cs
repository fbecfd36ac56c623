using SkewLab.Explanations.History;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.History;
using SkewLab.Simulation.Soundness;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>Makes calls through the clients and notes how they end.</summary>
internal sealed class Callers(TimeSpan duration, VirtualTimeline timeline, WorldHistory history, PumpGuard guard, IReadOnlyList<ClientMachine> machines)
{
    private readonly Dictionary<long, Call> _underWay = [];
    private long _calls;

    /// <value>How many client machines there are.</value>
    public int Clients => machines.Count;

    /// <value>The calls that have not returned yet, in the order they began.</value>
    public IReadOnlyList<Call> UnderWay => [.. _underWay.Values.OrderBy(call => call.Number)];

    /// <summary>When an executor stops starting calls.</summary>
    public TimeSpan EndOf(TrafficSection section) => section.End ?? duration;

    /// <summary>Starts a process on a machine; null on one that sleeps.</summary>
    public ClientProcess? StartProcess(int client) => IsAsleep(machines[client]) ? null : machines[client].StartProcess();

    /// <summary>Starts a call; on a machine that sleeps it is only counted as skipped.</summary>
    /// <param name="client">Which machine makes it, from 0.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="ended">Called when it has returned; if it was skipped, when the machine wakes. Null: nobody waits for it.</param>
    /// <param name="process">The process that makes it; null is the client that lives on the machine.</param>
    /// <param name="job">The job it is part of, if any.</param>
    public void StartCall(int client, CallRequest request, Action<CallResult>? ended = null, ClientProcess? process = null, JobProgress? job = null)
    {
        var machine = machines[client];
        var call = new Call(++_calls, client, timeline.Now) { Process = process?.Number ?? 0, Job = job };
        if (IsAsleep(machine))
        {
            Record(EventKind.CallSkipped, call, default);
            // Whoever waits on a sleeping machine goes on when it wakes.
            if (ended is not null)
                timeline.Schedule(machine.Clock.Model.AwakeAt(timeline.Now), static state => ((Action<CallResult>)state!)(CallResult.Skipped), ended);
            return;
        }

        _ = RunAsync(machine.Clock, process?.Http ?? machine.Http, call, request, ended);
    }

    private bool IsAsleep(ClientMachine machine) => machine.Clock.Model.IsSuspendedAt(timeline.Now);

    private async Task RunAsync(TimeProvider clock, HttpClient http, Call call, CallRequest request, Action<CallResult>? ended)
    {
        _underWay.Add(call.Number, call);
        CallFlow.Current = call;
        Record(EventKind.CallStarted, call, default);
        var result = await SendAsync(clock, http, request).ConfigureAwait(false);
        try
        {
            guard.Check("a call returned");
            _underWay.Remove(call.Number);
            Record(EventKind.CallEnded, call, result);
            ended?.Invoke(result);
        }
        catch (Exception exception)
        {
            guard.Break(exception);
        }
    }

    private static async ValueTask<CallResult> SendAsync(TimeProvider clock, HttpClient http, CallRequest call)
    {
        using var patience = call.CancelAfter is { } delay ? new CancellationTokenSource(delay, clock) : null;
        try
        {
            using var request = call.Create();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience?.Token ?? CancellationToken.None).ConfigureAwait(false);
            var answer = call.ReadsAnswer ? await response.Content.ReadAsByteArrayAsync(patience?.Token ?? CancellationToken.None).ConfigureAwait(false) : null;
            return new((int)response.StatusCode, null, answer);
        }
        catch (OperationCanceledException) when (patience?.IsCancellationRequested == true)
        {
            return new(0, Call.Cancelled);
        }
        catch (Exception exception)
        {
            // Whatever a client throws is its answer to the caller: it is counted, and the world goes on.
            return new(0, exception.GetType().Name);
        }
    }

    private void Record(EventKind kind, Call call, CallResult result) => history.Record(new()
    {
        Kind = kind,
        At = timeline.Now,
        Client = call.Client,
        Call = call,
        Status = result.Status,
        Error = result.Error,
    });
}
