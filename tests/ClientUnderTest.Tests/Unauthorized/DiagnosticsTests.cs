using System.Net;

namespace SkewLab.Client.Tests.Unauthorized;

public class DiagnosticsTests
{
    [Fact]
    public async Task A_surfaced_401_says_in_one_sentence_how_old_the_token_was_what_was_done_and_how_the_clocks_stood()
    {
        using var bench = await MatureBench();
        bench.Network.Idp = _ => throw new HttpRequestException("no route");
        bench.Network.Api = _ => Dated(FakeNetwork.Refuse(), bench.Time.GetUtcNow() + TimeSpan.FromSeconds(40));

        using var response = await bench.StartGet();

        // H is 3599 s after send; Date is exact to the second here, so the truth, 40 s, is at the lower end of the range.
        var diagnostics = SkewAwareDiagnostics.Of(response)!;
        Assert.Equal(
            $"Token {diagnostics.TokenId} (generation 1) was refused 600 s after it was asked for and 2999 s before its limit, at send 1: old enough to be "
                + "known everywhere, "
                + "so it is renewed, surfaced: no newer token could be had in time (refusing node: server ahead by 40.5 s ± 0.5 s; token endpoint: clock "
                + "unknown).",
            diagnostics.ToString());
        Assert.Matches("^[0-9a-f]{8}$", diagnostics.TokenId);
        Assert.Contains(bench.Lines, line => line == $"A 401 goes to the caller. {diagnostics}");
    }

    [Theory]
    [InlineData(SurfacedReason.NotTheToken, "Basic realm=\"x\"", 8, 5, true)]
    [InlineData(SurfacedReason.BudgetSpent, "Bearer", 1, 5, true)]
    [InlineData(SurfacedReason.BudgetSpent, "Bearer", 8, 0, true)]
    [InlineData(SurfacedReason.NotReplayable, "Bearer", 8, 5, false)]
    [InlineData(SurfacedReason.RefusedAgain, "Bearer", 100, 10, true)]
    public async Task Each_reason_is_told_apart(SurfacedReason reason, string challenge, int maxSends, int budgetSeconds, bool canReplay)
    {
        using var bench = await MatureBench(options => (options.MaxSends, options.MaxAddedDelay) = (maxSends, TimeSpan.FromSeconds(budgetSeconds)));
        bench.Network.Api = _ => FakeNetwork.Refuse(challenge);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = canReplay ? null : new StreamContent(new MemoryStream([1])) };

        using var response = await bench.Time.DriveAsync(bench.Start(request));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(reason, SkewAwareDiagnostics.Of(response)!.Surfaced);
        Assert.True(request.Options.TryGetValue(SkewAwareDiagnostics.Key, out var ofRequest));
        Assert.Equal(SkewAwareDiagnostics.Of(response), ofRequest);
    }

    [Fact]
    public async Task Renewals_that_are_held_back_are_told_apart_too()
    {
        using var bench = await MatureBench(options => options.MaxSends = 1);
        bench.Network.Idp = _ => Task.FromResult(FakeNetwork.Grant(1));
        bench.Network.Api = _ => FakeNetwork.Refuse();
        await bench.GetAsync();

        using var response = await bench.StartGet();

        Assert.Equal(SurfacedReason.RefreshLimited, SkewAwareDiagnostics.Of(response)!.Surfaced);
    }

    [Fact]
    public async Task An_absorbed_401_is_on_the_answer_that_followed_and_a_call_without_one_carries_nothing()
    {
        using var bench = await MatureBench();
        using var clean = await bench.StartGet();
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        using var absorbed = await bench.StartGet();

        Assert.Null(SkewAwareDiagnostics.Of(clean));
        var diagnostics = SkewAwareDiagnostics.Of(absorbed)!;
        Assert.Equal((null, 1L, 1), (diagnostics.Surfaced, diagnostics.Generation, diagnostics.Sends));
        Assert.EndsWith(
            "so it is renewed, sent again (refusing node: clock unknown; token endpoint: clock unknown).", diagnostics.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Lines, line => line.StartsWith("A 401 goes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_age_counts_from_the_tokens_own_request()
    {
        using var bench = new Bench();
        bench.Time.Advance(TimeSpan.FromMinutes(5));
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = _ => FakeNetwork.Refuse("Basic");

        using var response = await bench.StartGet();

        Assert.Equal(TimeSpan.FromMinutes(10), SkewAwareDiagnostics.Of(response)!.Age);
    }

    [Fact]
    public async Task It_is_on_every_request_of_the_call_and_on_the_one_that_a_layer_below_says_it_answered()
    {
        var time = new ManualTime();
        var options = new SkewAwareOptions { TimeProvider = time };
        Services.Fill(options);
        using var network = new FakeNetwork { Api = _ => FakeNetwork.Refuse() };
        var below = new ReplacingHandler(network);
        using var client = new HttpMessageInvoker(new SkewAwareHandler(options) { InnerHandler = below });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");

        using var response = await time.DriveAsync(client.SendAsync(request, default));

        var expected = SkewAwareDiagnostics.Of(response);
        Assert.Same(below.Answered[^1], response.RequestMessage);
        Assert.NotSame(request, below.Sent[^1]);
        Assert.True(request.Options.TryGetValue(SkewAwareDiagnostics.Key, out var ofRequest));
        Assert.True(below.Sent[^1].Options.TryGetValue(SkewAwareDiagnostics.Key, out var ofLastSend));
        Assert.Equal((expected, expected), (ofRequest, ofLastSend));
    }

    [Fact]
    public async Task A_token_of_unknown_life_has_no_remaining_time()
    {
        using var bench = new Bench();
        bench.Network.Idp = n =>
            Task.FromResult(FakeNetwork.Json(HttpStatusCode.OK, $$"""{"access_token":"{{FakeNetwork.Secret(n)}}","token_type":"Bearer"}"""));
        await bench.GetAsync();
        bench.Network.Api = _ => FakeNetwork.Refuse("Basic");

        using var response = await bench.StartGet();

        Assert.Null(SkewAwareDiagnostics.Of(response)!.Remaining);
        Assert.Contains(
            "was refused 0 s after it was asked for, at send 1: left alone, surfaced", SkewAwareDiagnostics.Of(response)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_redirected_and_refused_elsewhere_says_so_at_its_first_send()
    {
        using var network = new FakeNetwork { Api = token => FakeNetwork.Refuse() };
        var options = new SkewAwareOptions { TimeProvider = new ManualTime() };
        Services.Fill(options);
        using var client = new HttpMessageInvoker(new SkewAwareHandler(options) { InnerHandler = new RedirectingHandler(network, redirectsFrom: 1) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");

        using var response = await client.SendAsync(request, default);

        var diagnostics = SkewAwareDiagnostics.Of(response)!;
        Assert.Equal((SurfacedReason.Redirected, 1), (diagnostics.Surfaced, diagnostics.Sends));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task What_answers_after_a_redirect_has_not_accepted_the_token(int redirectsFrom, bool isAccepted)
    {
        using var network = new FakeNetwork();
        var options = new SkewAwareOptions { TimeProvider = new ManualTime() };
        Services.Fill(options);
        using var credential = new SkewAwareCredential(options);
        using var client = new HttpMessageInvoker(new SkewAwareHandler(credential) { InnerHandler = new RedirectingHandler(network, redirectsFrom) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");

        using var response = await client.SendAsync(request, default);

        Assert.Equal((HttpStatusCode.OK, isAccepted), (response.StatusCode, credential.Tokens.InUse.State!.Current.IsAccepted));
    }

    [Fact]
    public async Task A_resent_call_that_is_redirected_and_refused_elsewhere_is_surfaced_without_another_renewal()
    {
        using var network = new FakeNetwork { Api = token => FakeNetwork.Refuse() };
        var time = new ManualTime();
        var options = new SkewAwareOptions { TimeProvider = time };
        Services.Fill(options);
        using var client = new HttpMessageInvoker(new SkewAwareHandler(options) { InnerHandler = new RedirectingHandler(network, redirectsFrom: 2) });
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/things");

        using var response = await time.DriveAsync(client.SendAsync(request, default));

        var diagnostics = SkewAwareDiagnostics.Of(response)!;
        Assert.Equal((SurfacedReason.Redirected, "left alone", 2), (diagnostics.Surfaced, diagnostics.Decision, diagnostics.Sends));
        Assert.Single(network.TokenRequests);
    }

    [Theory]
    [InlineData(null, "sent again")]
    [InlineData(SurfacedReason.NotTheToken, "surfaced: the answer does not refuse the token itself")]
    [InlineData(SurfacedReason.Redirected, "surfaced: the request was redirected and lost its token")]
    [InlineData(SurfacedReason.NotReplayable, "surfaced: the body can be sent only once")]
    [InlineData(SurfacedReason.BudgetSpent, "surfaced: the call's sends or its time are used up")]
    [InlineData(SurfacedReason.RefreshLimited, "surfaced: too many renewals were forced lately, or the token endpoint repeats the refused token")]
    [InlineData(SurfacedReason.RefreshFailed, "surfaced: no newer token could be had in time")]
    [InlineData(SurfacedReason.RefusedAgain, "surfaced: the token that was renewed for this call was refused too")]
    public void What_became_of_the_call_is_told_in_words(SurfacedReason? surfaced, string outcome)
    {
        var diagnostics = new SkewAwareDiagnostics
        {
            TokenId = "00c0ffee",
            Generation = 3,
            Age = TimeSpan.FromSeconds(1.5),
            Remaining = null,
            Sends = 2,
            Decision = "decided",
            Surfaced = surfaced,
            NodeClock = null,
            TokenEndpointClock = new ServerClockEstimate(TimeSpan.FromSeconds(-2), TimeSpan.FromSeconds(-1)),
        };

        Assert.Equal(
            $"Token 00c0ffee (generation 3) was refused 1.5 s after it was asked for, at send 2: decided, {outcome} "
                + "(refusing node: clock unknown; token endpoint: server ahead by -1.5 s ± 0.5 s).",
            diagnostics.ToString());
    }

    [Fact]
    public void The_key_has_a_name_of_its_own() => Assert.Equal("SkewLab.Client.SkewAwareDiagnostics", SkewAwareDiagnostics.Key.Key);

    [Fact]
    public void Diagnostics_of_no_answer_are_refused() => Assert.Throws<ArgumentNullException>("response", () => SkewAwareDiagnostics.Of(null!));

    private static HttpResponseMessage Dated(HttpResponseMessage response, DateTimeOffset date)
    {
        response.Headers.Date = date;
        return response;
    }

    /// <summary>Follows a redirect of each call from one on, as HttpClientHandler does: it changes the request's address and takes the token off.</summary>
    private sealed class RedirectingHandler(HttpMessageHandler network, int redirectsFrom) : DelegatingHandler(network)
    {
        private int _calls;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host == "api.example" && ++_calls >= redirectsFrom)
                (request.RequestUri, request.Headers.Authorization) = (new Uri("https://elsewhere.example/things"), null);
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Sends a request of its own for each, and says so in the answer.</summary>
    private sealed class ReplacingHandler(HttpMessageHandler network) : DelegatingHandler(network)
    {
        public List<HttpRequestMessage> Sent { get; } = [];

        public List<HttpRequestMessage> Answered { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri!.Host != "api.example")
                return response;
            Sent.Add(request);
            Answered.Add(response.RequestMessage = new(request.Method, request.RequestUri));
            return response;
        }
    }

    // A token that was accepted and is ten minutes old.
    private static async Task<Bench> MatureBench(Action<SkewAwareOptions>? configure = null)
    {
        var bench = new Bench(options =>
        {
            (options.MaxAhead, options.MaxDriftPpm) = (TimeSpan.Zero, 0);
            configure?.Invoke(options);
        });
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        return bench;
    }
}
