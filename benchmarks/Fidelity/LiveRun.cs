using System.Collections.Concurrent;
using System.Net;
using SkewLab.Commands;
using SkewLab.Input;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.Serve;
using SkewLab.Simulation.Strategies;
using SkewLab.Testing;
using SkewLab.Testing.Clocks;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>Runs one strategy through a scenario on sockets, in real time: the servers of <c>skewlab serve</c>, the strategy's own class, and calls at the scenario's rate.</summary>
/// <param name="loaded">The scenario: one client, calls at an even rate, no timeline.</param>
/// <param name="strategy">The strategy.</param>
internal sealed class LiveRun(LoadedScenario loaded, StrategySection strategy)
{
    private readonly Scenario _scenario = loaded.Scenario;
    private readonly TrafficSection _traffic = loaded.Scenario.Traffic[0];
    private readonly ConcurrentBag<long> _unauthorized = [];
    private long _calls;
    private long _lost;

    /// <summary>Runs it.</summary>
    /// <param name="duration">How long calls are made.</param>
    public async Task<LiveResult> RunAsync(TimeSpan duration)
    {
        var refusals = new RefusalLog();
        var options = LabPlan.Create(new() { Scenario = loaded, Port = 0 }).Options;
        options.Before = refusals.Use;
        await using var lab = await Lab.StartAsync(options, CancellationToken.None);
        using var sockets = new SocketsHttpHandler { UseProxy = false };
        using var network = new LiveNetwork(sockets, lab.TokenEndpoint, new(_scenario.Api.Balancing, _scenario.Api.Nodes, _scenario.Seed), _traffic.Rate!.MeanInterval);
        using (var client = CreateClient(lab, network))
            await CallAsync(client, duration);
        return new(
            new() { Calls = _calls, Lost = _lost, TokenRequests = network.TokenRequests, Surfaced = refusals.LastOf(_unauthorized), Wire = refusals.Wire },
            network.Scheduling);
    }

    private HttpClient CreateClient(Lab lab, LiveNetwork network)
    {
        const string Name = "client-1";
        var clock = new LiveClock(TimeProvider.System, Name);
        clock.Set(new ScenarioOptions(loaded.Path, loaded.Scenario, new(), [], []).ClockOfClient(0));
        var credentials = ServerSettings.ClientCalled(_scenario.Clients.IdOf(0));
        return StrategyCatalog.Find(strategy.Name)!.Factory.Create(new()
        {
            Time = clock,
            Network = network,
            TokenEndpoint = lab.TokenEndpoint,
            ApiBaseAddress = lab.ApiAddress,
            ClientId = credentials.Id,
            ClientSecret = credentials.Secret!,
            Scope = _scenario.Clients.Scope,
            Options = strategy.Options,
            Random = new SeededRandom(_scenario.Seed, StableHash.Of(Name)),
        });
    }

    private async Task CallAsync(HttpClient client, TimeSpan duration)
    {
        await WholeSecondAsync();
        List<Task> calls = [];
        var start = TimeProvider.System.GetTimestamp();
        for (var due = _traffic.Start; due < duration; due = _traffic.Start + _traffic.Rate!.TimeOf(_calls))
        {
            var wait = due - TimeProvider.System.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System);
            var lateness = TimeProvider.System.GetElapsedTime(start) - due;
            calls.Add(CallAsync(client, new LiveCall(++_calls, lateness > TimeSpan.Zero ? lateness : TimeSpan.Zero)));
        }

        await Task.WhenAll(calls);
    }

    private async Task CallAsync(HttpClient client, LiveCall call)
    {
        LiveCall.Current = call;
        var space = _traffic.Request.IndexOf(' ', StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new(_traffic.Request[..space]), _traffic.Request[(space + 1)..]);
        try
        {
            using var answer = await client.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
                _unauthorized.Add(call.Number);
        }
        catch (Exception)
        {
            // Whatever a client throws is its answer to the caller, as in the simulation.
            Interlocked.Increment(ref _lost);
        }
    }

    // The simulation begins at a whole second, and NumericDates are whole seconds: where in one a run begins decides how many calls meet a token's end.
    private static async Task WholeSecondAsync()
    {
        var past = TimeProvider.System.GetUtcNow().Ticks % TimeSpan.TicksPerSecond;
        var end = TimeProvider.System.GetTimestamp() + ((TimeSpan.TicksPerSecond - past) * (TimeProvider.System.TimestampFrequency / TimeSpan.TicksPerSecond));
        for (var now = TimeProvider.System.GetTimestamp(); now < end; now = TimeProvider.System.GetTimestamp())
            await Task.Delay(TimeProvider.System.GetElapsedTime(now, end), TimeProvider.System);
    }
}
