using System.Diagnostics.Metrics;
using System.Net;

namespace SkewLab.Client.Tests.Telemetry;

public class MetricsTests
{
    private const string Refreshes = "skewlab.client.token.refreshes";
    private const string Durations = "skewlab.client.token.refresh.duration";

    [Fact]
    public async Task A_refresh_is_counted_and_timed()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics, name: "genesys");
        var grant = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => grant.Task;

        var call = bench.StartGet();
        bench.Time.Advance(TimeSpan.FromSeconds(1.5));
        grant.SetResult(FakeNetwork.Grant(1));
        await call;

        const string Tags = "{skewlab.client.name=genesys,skewlab.client.refresh.forced=False,skewlab.client.refresh.result=new}";
        Assert.Equal([1], metrics.Of(Refreshes + Tags));
        Assert.Equal([1.5], metrics.Of(Durations + Tags));
    }

    [Theory]
    [InlineData(503, "{}", "503")]
    [InlineData(400, "{\"error\":\"invalid_grant\"}", "400")]
    [InlineData(200, "secret-token-0001", "200")]
    public async Task A_failed_refresh_bears_the_status_as_its_error(int status, string body, string error)
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics);
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Json((HttpStatusCode)status, body));

        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());

        var series = $"{{error.type={error},skewlab.client.refresh.forced=False,skewlab.client.refresh.result=failed}}";
        Assert.Equal([1], metrics.Of(Refreshes + series));
        Assert.Equal([0], metrics.Of(Durations + series));
    }

    [Fact]
    public async Task A_lost_exchange_bears_its_exception_and_one_without_answer_is_a_timeout()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics);
        bench.Network.Idp = _ => throw new HttpRequestException("no route");
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.StartGet());
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        bench.Network.Idp = _ => new TaskCompletionSource<HttpResponseMessage>().Task;
        await Assert.ThrowsAsync<AccessTokenException>(() => bench.Time.DriveAsync(bench.StartGet()));

        const string More = "skewlab.client.refresh.forced=False,skewlab.client.refresh.result=failed}";
        Assert.Equal([0], metrics.Of($"{Durations}{{error.type=System.Net.Http.HttpRequestException,{More}"));
        Assert.Equal([30], metrics.Of($"{Durations}{{error.type=timeout,{More}"));
    }

    [Fact]
    public async Task A_refresh_that_a_401_forced_and_one_that_brings_the_token_again_are_told_apart()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        bench.Network.Api = _ => FakeNetwork.Refuse();

        await bench.GetAsync();

        Assert.Equal([1], metrics.Of(Refreshes + "{skewlab.client.refresh.forced=True,skewlab.client.refresh.result=repeated}"));
    }

    [Fact]
    public async Task The_age_of_the_token_is_recorded_at_each_send()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        await bench.GetAsync();

        // At once, after ten minutes, and the resend with the token that was renewed for it.
        Assert.Equal([0, 600, 0], metrics.Of("skewlab.client.token.age{}"));
    }

    [Fact]
    public async Task Refusals_are_counted_by_decision()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(options => options.MaxSends = 2, metrics);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        await bench.GetAsync();
        bench.Network.Api = _ => FakeNetwork.Refuse(challenge: null);
        await bench.GetAsync();

        // Token 1 is old, so it is renewed; token 2 is young and the sends are used up.
        Assert.Equal([1], metrics.Of("skewlab.client.refusals{skewlab.client.decision=renew}"));
        Assert.Equal([1], metrics.Of("skewlab.client.refusals{skewlab.client.decision=wait,skewlab.client.surfaced=budget_spent}"));
        Assert.Equal([1], metrics.Of("skewlab.client.refusals{skewlab.client.decision=leave_alone,skewlab.client.surfaced=not_the_token}"));
    }

    [Fact]
    public async Task The_token_endpoints_clock_is_told_with_its_bound()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(options => options.MaxDriftPpm = 0, metrics);
        bench.Network.Idp = n =>
        {
            var grant = FakeNetwork.Grant(n);
            grant.Headers.Date = bench.Time.GetUtcNow() + TimeSpan.FromSeconds(40);
            return Task.FromResult(grant);
        };

        await bench.GetAsync();

        // Date is exact here, so the truth, 40 s, is at the lower end of its whole second.
        Assert.Equal([40.5], metrics.Of("skewlab.client.token_endpoint.clock.offset{}"));
        Assert.Equal([0.5], metrics.Of("skewlab.client.token_endpoint.clock.offset.error{}"));
    }

    [Theory]
    [InlineData("skewlab.client.token.refreshes")]
    [InlineData("skewlab.client.token.refresh.duration")]
    [InlineData("skewlab.client.token_endpoint.clock.offset")]
    [InlineData("skewlab.client.token_endpoint.clock.offset.error")]
    public async Task Who_hears_one_instrument_only_hears_that_one(string name)
    {
        using var metrics = new MetricLog(listens: false);
        using var one = new MeterListener();
        var heard = new List<string>();
        one.InstrumentPublished = (instrument, listener) =>
        {
            if (metrics.Instruments.Contains(instrument) && instrument.Name == name)
                listener.EnableMeasurementEvents(instrument);
        };
        one.SetMeasurementEventCallback<long>((instrument, _, _, _) => heard.Add(instrument.Name));
        one.SetMeasurementEventCallback<double>((instrument, _, _, _) => heard.Add(instrument.Name));
        using var bench = new Bench(meters: metrics);
        bench.Network.Idp = n =>
        {
            var grant = FakeNetwork.Grant(n);
            grant.Headers.Date = bench.Time.GetUtcNow();
            return Task.FromResult(grant);
        };
        one.Start();

        await bench.GetAsync();

        Assert.Equal([name], heard);
    }

    [Fact]
    public async Task A_clock_that_is_not_known_is_not_told()
    {
        using var metrics = new MetricLog();
        using var bench = new Bench(meters: metrics);

        await bench.GetAsync();

        Assert.DoesNotContain(metrics.Measurements, measurement => measurement.Series.Contains("clock", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_instrument_says_what_it_counts_and_in_what_unit()
    {
        using var metrics = new MetricLog(listens: false);
        using var bench = new Bench(meters: metrics);

        Assert.Equal(
            [
                (Refreshes, "{refresh}", "Token refreshes that ended."),
                (Durations, "s", "How long a token refresh took, the wait for the refresh token store included."),
                ("skewlab.client.token.age", "s", "The age of the access token at each send, counted from its request."),
                ("skewlab.client.refusals", "{response}", "401 answers of the API, by what was decided."),
                ("skewlab.client.token_endpoint.clock.offset", "s", "The token endpoint's lead over this wall clock, at its last answer."),
                ("skewlab.client.token_endpoint.clock.offset.error", "s", "How far the truth may be from the offset, either way."),
            ],
            metrics.Instruments.Select(instrument => (instrument.Name, instrument.Unit, instrument.Description)));
    }

    [Fact]
    public void Histograms_come_with_buckets_that_fit_requests_and_lives_of_tokens()
    {
        using var metrics = new MetricLog(listens: false);
        using var bench = new Bench(meters: metrics);

        var buckets = metrics.Instruments.OfType<Histogram<double>>().ToDictionary(
            instrument => instrument.Name, instrument => instrument.Advice!.HistogramBucketBoundaries!);

        // The first are those that OpenTelemetry recommends for HTTP, and the longest token request; the others reach from a second to a day.
        Assert.Equal([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30], buckets[Durations]);
        Assert.Equal([1, 5, 15, 60, 300, 900, 1800, 2700, 3600, 7200, 21_600, 86_400], buckets["skewlab.client.token.age"]);
    }

    [Fact]
    public void Credentials_of_one_factory_share_its_instruments()
    {
        using var metrics = new MetricLog(listens: false);
        using var first = new Bench(meters: metrics);
        using var second = new Bench(meters: metrics);

        Assert.Equal(6, metrics.Instruments.Count);
    }
}
