using System.Diagnostics;
using System.Net;

namespace SkewLab.Client.Tests.Telemetry;

public class ActivitiesTests
{
    [Fact]
    public async Task A_refresh_is_traced_below_the_call_that_started_it()
    {
        using var traces = new TraceLog();
        using var bench = new Bench(name: "genesys");

        await bench.GetAsync();

        var refresh = Assert.Single(traces.Stopped);
        Assert.Equal("skewlab.client.refresh", refresh.OperationName);
        Assert.Equal(Activity.Current!.SpanId, refresh.ParentSpanId);
        Assert.Equal("genesys", refresh.GetTagItem("skewlab.client.name"));
        Assert.Equal("idp.example", refresh.GetTagItem("server.address"));
        Assert.Equal(443, refresh.GetTagItem("server.port"));
        Assert.Equal(false, refresh.GetTagItem("skewlab.client.refresh.forced"));
        Assert.Equal("new", refresh.GetTagItem("skewlab.client.refresh.result"));
        Assert.Equal(1L, refresh.GetTagItem("skewlab.client.token.generation"));
        Assert.Matches("^[0-9a-f]{8}$", Assert.IsType<string>(refresh.GetTagItem("skewlab.client.token.id")));
        Assert.Equal(ActivityStatusCode.Unset, refresh.Status);
    }

    [Fact]
    public async Task A_failed_refresh_says_why()
    {
        using var traces = new TraceLog();
        using var bench = new Bench();
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"invalid_client\"}"));

        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        var refresh = Assert.Single(traces.Stopped);
        Assert.Equal((ActivityStatusCode.Error, "it refused"), (refresh.Status, refresh.StatusDescription));
        Assert.Equal("400", refresh.GetTagItem("error.type"));
        Assert.Equal("invalid_client", refresh.GetTagItem("skewlab.client.oauth.error"));
    }

    [Fact]
    public async Task A_refused_call_is_traced_with_each_refusal_and_what_became_of_it()
    {
        using var traces = new TraceLog();
        using var bench = new Bench(options => options.MaxSends = 2);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => FakeNetwork.Refuse();

        await bench.GetAsync();

        var call = traces.Stopped.Single(activity => activity.OperationName == "skewlab.client.answer_refusal");
        Assert.Equal(["skewlab.client.refused", "skewlab.client.refused"], call.Events.Select(fact => fact.Name));
        Assert.Equal(["renew", "wait"], call.Events.Select(fact => fact.Tags.First(tag => tag.Key == "skewlab.client.decision").Value));
        var first = call.Events.First().Tags.ToDictionary(tag => tag.Key, tag => tag.Value);
        Assert.Equal((600.0, 1L, 1), (first["skewlab.client.token.age"], first["skewlab.client.token.generation"], first["skewlab.client.sends"]));
        Assert.Matches("^[0-9a-f]{8}$", Assert.IsType<string>(first["skewlab.client.token.id"]));
        Assert.Equal("budget_spent", call.GetTagItem("skewlab.client.surfaced"));
        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.StartsWith("Token ", call.StatusDescription, StringComparison.Ordinal);

        // The renewal that the refusal forced belongs to it.
        var renewal = traces.Stopped.Where(activity => activity.OperationName == "skewlab.client.refresh").Last();
        Assert.Equal(call.SpanId, renewal.ParentSpanId);
    }

    [Fact]
    public async Task A_refusal_that_was_absorbed_is_no_error()
    {
        using var traces = new TraceLog();
        using var bench = new Bench();
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        Assert.Equal(200, await bench.GetAsync());

        var call = traces.Stopped.Single(activity => activity.OperationName == "skewlab.client.answer_refusal");
        Assert.Equal(ActivityStatusCode.Unset, call.Status);
        Assert.DoesNotContain(call.TagObjects, tag => tag.Key == "skewlab.client.surfaced");
    }

    [Fact]
    public void The_caller_finds_its_own_activity_again()
    {
        using var traces = new TraceLog();
        using var bench = new Bench();
        var before = Activity.Current;
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;

        _ = bench.StartGet();

        Assert.Same(before, Activity.Current);
    }

    [Fact]
    public async Task A_listener_that_throws_keeps_no_caller_waiting()
    {
        using var metrics = new System.Diagnostics.Metrics.MeterListener();
        using var factory = new MetricLog(listens: false);
        metrics.InstrumentPublished = (instrument, listener) =>
        {
            if (factory.Instruments.Contains(instrument) && instrument.Name.Contains("refresh", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        metrics.SetMeasurementEventCallback<long>((_, _, _, _) => throw new InvalidOperationException("a bad listener"));
        using var bench = new Bench(meters: factory);
        metrics.Start();

        Assert.Equal(200, await bench.GetAsync());
    }

    [Fact]
    public async Task No_metric_and_no_trace_holds_a_token_or_a_secret()
    {
        using var traces = new TraceLog();
        using var metrics = new MetricLog();
        using var bench = new Bench(
            options => (options.Grant, options.RefreshToken, options.TokenEndpoint) =
                (TokenGrant.RefreshToken, "the-refresh-token", new Uri("https://user:hunter22@idp.example/oauth/token?key=hunter22")),
            metrics);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        bench.Network.Idp = n => Task.FromResult(
            n % 2 == 0
                ? FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"the-refresh-token\"}")
                : FakeNetwork.Json(HttpStatusCode.OK, "secret-token-0001"));
        for (var call = 0; call < 10; call++)
        {
            _ = await Record.ExceptionAsync(bench.GetAsync);
            bench.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var texts = traces.Stopped.Select(TraceLog.Text).Concat(metrics.Measurements.Select(measurement => measurement.Series)).ToList();
        Assert.NotEmpty(traces.Stopped);
        Assert.NotEmpty(metrics.Measurements);
        foreach (var secret in (string[])["secret-t", "ret-token-000", "the-client-s", "the-refresh-t", "hunter22"])
            Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }
}
