using System.Collections.Concurrent;

namespace SkewLab.Client.Tests;

/// <summary>Thousands of callers on real threads. Which thread comes first is chance; what is asserted holds for every order.</summary>
public class StressTests
{
    private const int Rounds = 12;
    private const int Callers = 400;

    [Fact]
    public async Task However_many_callers_meet_a_revoked_token_there_is_one_renewal_and_those_who_give_up_disturb_nobody()
    {
        using var network = new BusyNetwork();
        var time = new ManualTime();
        using var credential = new SkewAwareCredential(Options(time));
        using var first = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = new Relay(network) });
        using var second = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = new Relay(network) });

        for (var round = 1; round <= Rounds; round++)
        {
            network.RevokeAll();
            time.Advance(TimeSpan.FromSeconds(31));
            var outcomes = await Task.WhenAll(Enumerable.Range(0, Callers)
                .Select(caller => Task.Run(() => CallAsync(caller % 2 == 0 ? first : second, givesUp: caller % 3 == 0))));

            // P11: whoever does not give up is served, whoever else did.
            Assert.All(outcomes.Where((_, caller) => caller % 3 != 0), outcome => Assert.Equal("200", outcome));
            Assert.All(outcomes.Where((_, caller) => caller % 3 == 0), outcome => Assert.Contains(outcome, (string[])["200", "gave up"]));

            // P8: one request per revocation, however many met the old token, and however late.
            Assert.Equal(round, network.TokenRequests);
        }

        // P4.
        Assert.Equal(1, network.MostTokenRequestsAtOnce);
    }

    [Fact]
    public async Task Calls_renewals_and_revocations_that_overlap_in_any_order_never_make_two_token_requests_at_once()
    {
        using var network = new BusyNetwork();
        var time = new ManualTime();
        using var credential = new SkewAwareCredential(Options(time));
        using var client = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = new Relay(network) });
        var revocations = 0;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Rounds * Callers).Select(caller => Task.Run(() =>
        {
            if (caller % Callers == 0)
            {
                Interlocked.Increment(ref revocations);
                network.RevokeAll();
                time.Advance(TimeSpan.FromSeconds(31));
            }

            return CallAsync(client, givesUp: caller % 5 == 0);
        })));

        // A call may meet two revocations in a row, and then it sees the second.
        Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["200", "401", "gave up"]));
        Assert.InRange(network.TokenRequests, 1, 1 + revocations);
        Assert.Equal(1, network.MostTokenRequestsAtOnce);
    }

    [Fact]
    public async Task Disposal_in_flight_leaves_no_caller_waiting()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var network = new BusyNetwork();
            var credential = new SkewAwareCredential(Options(new ManualTime()));
            var client = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = new Relay(network) });

            var calls = Enumerable.Range(0, Callers / 4).Select(caller => Task.Run(() =>
            {
                if (caller == 20)
                    network.RevokeAll();
                if (caller == 30)
                    credential.Dispose();
                if (caller == 60)
                    client.Dispose();
                return CallAsync(client, givesUp: caller % 5 == 0);
            })).ToList();
            var outcomes = await Task.WhenAll(calls);

            Assert.All(outcomes, outcome => Assert.Contains(outcome, (string[])["200", "401", "gave up", "no token", "disposed"]));
            Assert.InRange(network.MostTokenRequestsAtOnce, 0, 1);
        }
    }

    private static async Task<string> CallAsync(HttpMessageInvoker client, bool givesUp)
    {
        using var patience = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");
        try
        {
            var call = client.SendAsync(request, patience.Token);
            if (givesUp)
                patience.Cancel();
            using var response = await call;
            return ((int)response.StatusCode).ToString();
        }
        catch (OperationCanceledException) when (givesUp)
        {
            return "gave up";
        }
        catch (AccessTokenException)
        {
            return "no token";
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
    }

    // Without a hold-down each refusal means the token; within a day of budget no call ends early because the clock moves.
    private static SkewAwareOptions Options(ManualTime time)
    {
        var options = new SkewAwareOptions();
        Services.Fill(options);
        options.TimeProvider = time;
        options.HoldDown = options.MaxHoldDown = TimeSpan.Zero;
        options.MaxAddedDelay = options.TokenRequestTimeout = TimeSpan.FromDays(1);
        return options;
    }

    /// <summary>Answers from other threads than it was asked on, and counts.</summary>
    private sealed class BusyNetwork : HttpMessageHandler
    {
        private readonly ConcurrentDictionary<string, bool> _revoked = new();
        private int _issued;
        private int _inFlight;
        private int _most;

        public int TokenRequests => Volatile.Read(ref _issued);

        public int MostTokenRequestsAtOnce => Volatile.Read(ref _most);

        public void RevokeAll()
        {
            for (var ordinal = 1; ordinal <= TokenRequests; ordinal++)
                _revoked[FakeNetwork.Secret(ordinal)] = true;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (request.RequestUri!.Host != "idp.example")
                return _revoked.ContainsKey(request.Headers.Authorization!.Parameter!) ? FakeNetwork.Refuse() : FakeNetwork.Ok();

            var together = Interlocked.Increment(ref _inFlight);
            for (var most = _most; together > most; most = _most)
                Interlocked.CompareExchange(ref _most, together, most);
            for (var turn = 0; turn < 50; turn++)
                await Task.Yield();
            var grant = FakeNetwork.Grant(Interlocked.Increment(ref _issued), expiresIn: "300000000");
            Interlocked.Decrement(ref _inFlight);
            return grant;
        }
    }
}
