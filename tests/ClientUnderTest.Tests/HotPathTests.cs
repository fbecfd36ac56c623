using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;

namespace SkewLab.Client.Tests;

public class HotPathTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_live_token_in_hand_a_call_allocates_nothing_but_the_header(bool detectsDiscontinuities)
    {
        using var inner = new ReadyNetwork();
        using var client = Client(inner, detectsDiscontinuities);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        await client.SendAsync(request, default);
        await client.SendAsync(request, default);

        AssertAllocatesNothingButTheHeader(client, request);
    }

    [Fact]
    public async Task A_meter_that_is_heard_costs_a_call_no_allocation()
    {
        var heard = 0;
        using var metrics = new MetricLog(listens: false);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (metrics.Instruments.Contains(instrument))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => heard++);
        using var inner = new ReadyNetwork();
        using var credential = new SkewAwareCredential(Options(true), meters: metrics, name: "genesys");
        listener.Start();
        using var client = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = inner });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        await client.SendAsync(request, default);
        await client.SendAsync(request, default);

        AssertAllocatesNothingButTheHeader(client, request);
        Assert.InRange(heard, 1000, int.MaxValue);
    }

    [Fact]
    public async Task The_inner_handlers_task_is_forwarded_as_it_is()
    {
        using var inner = new ReadyNetwork();
        using var client = Client(inner, detectsDiscontinuities: true);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        await client.SendAsync(request, default);

        Assert.Same(inner.Answer, client.SendAsync(request, default));
    }

    [Fact]
    public async Task The_look_up_waits_for_no_renewal_under_way()
    {
        using var bench = new Bench();
        await bench.GetAsync();
        var inside = new TaskCompletionSource<HttpResponseMessage>();
        bench.Network.Idp = _ => inside.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(3540));

        // A renewal that never ends, and a hundred calls that do.
        for (var call = 0; call < 100; call++)
            Assert.True(bench.StartGet().IsCompletedSuccessfully);

        Assert.Equal(2, bench.TokenRequests);
    }

    private static HttpMessageInvoker Client(HttpMessageHandler inner, bool detectsDiscontinuities) => new(new SkewAwareHandler(Options(detectsDiscontinuities))
    {
        InnerHandler = inner,
    });

    private static SkewAwareOptions Options(bool detectsDiscontinuities) => new()
    {
        TokenEndpoint = new Uri("https://idp.example/oauth/token"),
        ClientId = "client",
        ClientSecret = "the-client-secret",
        AllowedOrigins = [new Uri("https://api.example/")],
        DetectDiscontinuities = detectsDiscontinuities,
        TimeProvider = new ManualTime(),
    };

    private static void AssertAllocatesNothingButTheHeader(HttpMessageInvoker client, HttpRequestMessage request)
    {
        var ofCalls = Allocated(() => client.SendAsync(request, default));
        var header = new AuthenticationHeaderValue("Bearer", "secret-token-0001");
        var ofHeaders = Allocated(() => request.Headers.Authorization = header);

        Assert.Equal(ofHeaders, ofCalls);
    }

    private static long Allocated(Action action)
    {
        for (var i = 0; i < 100; i++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class ReadyNetwork : HttpMessageHandler
    {
        public Task<HttpResponseMessage> Answer { get; } = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.RequestUri!.Host == "idp.example" ? Task.FromResult(FakeNetwork.Grant(1)) : Answer;
    }
}
