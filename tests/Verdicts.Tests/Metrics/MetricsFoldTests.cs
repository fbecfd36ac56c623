using SkewLab.Explanations.History;
using SkewLab.Simulation.Traffic;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Tests.Metrics;

public sealed class MetricsFoldTests
{
    [Fact]
    public void A_world_in_which_nothing_happens_has_zeros_only()
    {
        var metrics = new HandMadeHistory().FinishAt(60);

        Assert.Equal(new WorldMetrics(), metrics);
    }

    [Theory]
    [InlineData(199, 0)]
    [InlineData(200, 1)]
    [InlineData(299, 1)]
    [InlineData(300, 0)]
    public void A_call_is_ok_with_a_2xx_status(int status, int ok)
    {
        var history = new HandMadeHistory();
        history.End(history.Start(), status);

        var metrics = history.FinishAt(60);

        Assert.Equal((1, ok, 0), (metrics.Requests, metrics.Ok, metrics.Surfaced401));
    }

    [Fact]
    public void A_surfaced_401_is_one_the_caller_saw_and_an_absorbed_one_is_not()
    {
        var history = new HandMadeHistory();
        var token = history.Refresh();
        history.Call(null);
        var retried = history.Start();
        history.Serve(history.Send(retried, null));
        history.End(retried, history.Serve(history.Send(retried, token)));
        history.Call(token);
        history.Call(token);

        var metrics = history.FinishAt(60);

        Assert.Equal((2, 1, 1), (metrics.Wire401, metrics.Surfaced401, metrics.Absorbed401));
        Assert.Equal(0.25, metrics.Surfaced401Rate);
        Assert.Equal((4, 3, 2), (metrics.Requests, metrics.Ok, metrics.SendsPerRequestMax));
    }

    [Fact]
    public void A_401_of_the_token_endpoint_is_no_401_of_the_API()
    {
        var history = new HandMadeHistory();
        history.Serve(history.Ask(), 401);

        var metrics = history.FinishAt(60);

        Assert.Equal((0, 0, 1, 1), (metrics.Wire401, metrics.Unattributed401, metrics.TokenRequests, metrics.TokenRequestsFailed));
    }

    [Fact]
    public void Each_token_has_one_first_request_however_often_it_is_sent()
    {
        var history = new HandMadeHistory(propagation: new LearnsAfter(token: TimeSpan.FromSeconds(1)));
        foreach (var issuedAt in new[] { 0, 100, 200, 300 })
        {
            var token = history.At(issuedAt).Refresh();
            history.At(issuedAt + (issuedAt == 0 ? 0.5 : 2)).Call(token); // Only the first token is sent too early.
            history.Call(token);
        }

        history.At(400).Refresh(); // Never sent.

        var metrics = history.FinishAt(500);

        Assert.Equal((4, 1, 0.25), (metrics.FirstAfterRefreshRequests, metrics.FirstAfterRefresh401, metrics.FirstAfterRefresh401Rate));
        Assert.Equal(2, metrics.Wire401);
    }

    [Fact]
    public void A_first_request_that_is_refused_for_another_token_of_the_same_call_does_not_count()
    {
        var history = new HandMadeHistory(propagation: new LearnsAfter(token: TimeSpan.FromSeconds(1)));
        var token = history.Refresh();
        var call = history.Start();
        history.Serve(history.Send(call, null));
        history.At(1).Serve(history.Send(call, token));

        var metrics = history.FinishAt(60);

        Assert.Equal((1, 0, 1), (metrics.FirstAfterRefreshRequests, metrics.FirstAfterRefresh401, metrics.Wire401));
    }

    [Fact]
    public void Of_requests_that_belong_to_no_call_only_the_first_with_a_token_is_its_first()
    {
        var history = new HandMadeHistory(propagation: new LearnsAfter(token: TimeSpan.FromSeconds(10)));
        var token = history.Refresh();
        foreach (var at in new[] { 1, 2, 3 })
        {
            var sent = history.At(at).LastServed with { Kind = EventKind.RequestSent, At = history.Now, SentAt = history.Now, IsTokenRequest = false, Attempt = 1, Decision = null, Status = 0, Token = token };
            history.Record(sent);
            history.Serve(sent);
        }

        var metrics = history.FinishAt(60);

        Assert.Equal((1, 1, 3), (metrics.FirstAfterRefreshRequests, metrics.FirstAfterRefresh401, metrics.Wire401));
    }

    [Fact]
    public void Token_requests_fail_that_are_refused_lost_or_abandoned_and_not_those_still_under_way()
    {
        var history = new HandMadeHistory();
        history.Refresh();
        history.Serve(history.Ask(), 400);
        var lost = history.Ask();
        history.Lose(lost);
        history.Abandon(lost);
        var answerLost = history.Ask();
        history.Issue(answerLost);
        history.Lose(answerLost);
        history.Abandon(answerLost);
        history.Ask();

        var metrics = history.FinishAt(60);

        Assert.Equal((5, 3), (metrics.TokenRequests, metrics.TokenRequestsFailed));
    }

    [Fact]
    public void Refreshes_in_flight_are_counted_per_client()
    {
        var history = new HandMadeHistory(clients: 2);
        var (first, second, other) = (history.Ask(0), history.Ask(0), history.Ask(1));
        history.Grant(first);
        history.Abandon(second);
        history.Grant(other);
        history.Refresh(0);

        var metrics = history.FinishAt(60);

        Assert.Equal(2, metrics.RefreshInFlightMax);
    }

    [Fact]
    public void One_refresh_after_another_is_never_two_at_once()
    {
        var history = new HandMadeHistory();
        history.Refresh();
        history.Abandon(history.Ask());
        history.Serve(history.Ask(), 500);

        Assert.Equal(1, history.FinishAt(60).RefreshInFlightMax);
    }

    [Fact]
    public void Added_latency_ends_when_the_last_request_leaves()
    {
        var history = new HandMadeHistory();
        var call = history.At(10).Start();
        history.At(10.02).Send(call, null);
        history.At(10.05).Send(call, null);
        history.At(17).End(call, 200);

        var added = history.FinishAt(60).AddedLatencyMs;

        Assert.Equal(new LatencySummary { P50 = 50, P95 = 50, P99 = 50, Max = 50 }, added);
    }

    [Fact]
    public void A_call_that_sent_nothing_had_nothing_added()
    {
        var history = new HandMadeHistory();
        var call = history.Start();
        history.At(30).End(call, 0, "InvalidOperationException");

        Assert.Equal(0, history.FinishAt(60).AddedLatencyMs.Max);
    }

    [Fact]
    public void An_outage_lasts_from_the_first_failure_to_the_same_clients_next_success()
    {
        var history = new HandMadeHistory(clients: 2);
        history.At(10).End(history.Start(0), 401);
        history.At(11).End(history.Start(1), 200);
        history.At(12).End(history.Start(0), 503);
        history.At(17).End(history.Start(0), 200);
        history.At(20).End(history.Start(0), 401);
        history.At(22).End(history.Start(0), 200);

        Assert.Equal(7, history.FinishAt(60).LongestOutageSeconds);
    }

    [Theory]
    [InlineData(60, 30)]
    [InlineData(35, 20)] // The open one is shorter than the closed one before it.
    public void An_outage_that_nothing_ends_lasts_to_the_end(int end, int longest)
    {
        var history = new HandMadeHistory();
        history.At(0).End(history.Start(), 401);
        history.At(20).End(history.Start(), 200);
        history.At(30).End(history.Start(), 0, "TaskCanceledException");

        Assert.Equal(longest, history.FinishAt(end).LongestOutageSeconds);
    }

    [Fact]
    public void Exceptions_skipped_unfinished_and_rate_limited_calls_are_counted_apart()
    {
        var history = new HandMadeHistory();
        history.End(history.Start(), 0, "TaskCanceledException");
        history.Skip();
        history.Skip();
        history.Start();
        history.Serve(history.Ask(), 429);
        history.Serve(history.Send(history.Start(), null), 429);

        var metrics = history.FinishAt(60);

        Assert.Equal((3, 1, 2, 2, 2), (metrics.Requests, metrics.Exceptions, metrics.SkippedAsleep, metrics.Unfinished, metrics.RateLimited429));
        Assert.Equal((0, 0), (metrics.Surfaced401, metrics.Ok));
    }

    [Fact]
    public void A_call_that_its_caller_gave_up_is_no_exception()
    {
        var history = new HandMadeHistory();
        history.End(history.Start(), 0, "cancelled");
        history.End(history.Start(), 0, "TaskCanceledException");

        var metrics = history.At(5).FinishAt(60);

        Assert.Equal((1, 1), (metrics.Cancelled, metrics.Exceptions));
    }

    [Fact]
    public void Token_requests_under_way_are_counted_for_each_process_by_itself()
    {
        var history = new HandMadeHistory();
        var (first, second) = (history.Start(process: 1), history.Start(process: 2));
        history.Ask();
        history.Grant(history.Ask(call: first));
        history.Ask(call: first);
        history.Ask(call: first);
        history.Abandon(history.Ask(call: second));

        var metrics = history.FinishAt(60);

        // Two of the first process at once; one of its answers came before, and one is still due to the machine's own client.
        Assert.Equal((2, 5, 1), (metrics.RefreshInFlightMax, metrics.TokenRequests, metrics.TokenRequestsFailed));
    }

    [Fact]
    public void Jobs_are_counted_once_and_their_pages_are_summed_up()
    {
        var history = new HandMadeHistory();
        var (whole, half, asleep) = (new JobProgress(2, 1), new JobProgress(2, 1), new JobProgress(3, 1));
        history.Start(job: whole);
        history.Start(job: whole);
        history.Start(job: half);
        history.Skip(job: asleep);
        whole.Take(1, ["a"]);
        whole.Take(2, ["b"]);
        half.Take(1, ["a"]);
        half.Take(1, ["a"]);

        var metrics = history.FinishAt(60);

        // Lost: one of the half, three of the one that slept.
        Assert.Equal((3, 1, 4, 1), (metrics.Jobs, metrics.JobsOk, metrics.PagesLost, metrics.PagesTwice));
    }

    [Fact]
    public void A_401_without_a_refusal_is_unattributed()
    {
        var history = new HandMadeHistory();
        history.Serve(history.Send(history.Start(), null));
        history.Serve(history.Send(history.Start(), null), 401);

        var metrics = history.FinishAt(60);

        Assert.Equal((2, 1), (metrics.Wire401, metrics.Unattributed401));
    }
}
