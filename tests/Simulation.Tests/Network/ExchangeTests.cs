using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Traffic;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Network;

public sealed class ExchangeTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void An_answer_comes_after_both_legs()
    {
        var scenario = OneCall(OneWay(TimeSpan.FromMilliseconds(50)));

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(
        [
            "0.0000000 call client-1 #1",
            "0.0000000 send client-1 #1/1 api-1 GET /api/v2/users/me wall=0.0000000",
            "0.0500000 serve api-1 401 missing_token wall=0.0500000",
            "0.1000000 recv client-1 #1/1 api-1 401 wall=0.1000000",
            "0.1000000 done client-1 #1 401",
        ], world.Lines);
    }

    [Fact]
    public void A_lost_request_reaches_no_node_and_is_given_up_after_the_timeout()
    {
        var caught = new List<Exception>();
        var scenario = OneCall(new() { Timeout = 10 * Second, RequestLoss = 1 });

        var world = SteppedWorld.Run(scenario, Catching(caught));

        Assert.Equal(
        [
            "0.0000000 call client-1 #1",
            "0.0000000 send client-1 #1/1 api-1 GET /api/v2/users/me wall=0.0000000",
            "0.0000000 lost client-1 #1/1 api-1 GET /api/v2/users/me",
            "10.0000000 quit client-1 #1/1 api-1 GET /api/v2/users/me wall=10.0000000",
            "10.0000000 done client-1 #1 TaskCanceledException",
        ], world.Lines);
        var canceled = Assert.IsType<TaskCanceledException>(Assert.Single(caught));
        Assert.Equal("No answer to GET /api/v2/users/me within 00:00:10.", canceled.Message);
        Assert.IsType<TimeoutException>(canceled.InnerException);
    }

    [Fact]
    public void A_lost_answer_leaves_the_work_done()
    {
        var scenario = OneCall(new() { OneWay = Distribution.Constant(Second), Timeout = 10 * Second, ResponseLoss = 1 });

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(
        [
            "0.0000000 call client-1 #1",
            "0.0000000 send client-1 #1/1 api-1 GET /api/v2/users/me wall=0.0000000",
            "1.0000000 serve api-1 401 missing_token wall=1.0000000",
            "1.0000000 lost client-1 #1/1 api-1 GET /api/v2/users/me",
            "10.0000000 quit client-1 #1/1 api-1 GET /api/v2/users/me wall=10.0000000",
            "10.0000000 done client-1 #1 TaskCanceledException",
        ], world.Lines);
    }

    [Theory]
    [InlineData(100_000_000, "10.0000000")] // 11 s of a clock that is a tenth fast.
    [InlineData(-100_000_000, "12.2222223")] // 11 s of a clock that is a tenth slow: 11 / 0.9, to the next tick.
    [InlineData(0, "11.0000000")]
    public void The_timeout_counts_the_clients_elapsed_time(int driftPpb, string givenUpAt)
    {
        var scenario = OneCall(new() { Timeout = 11 * Second, RequestLoss = 1 }) with { Clients = new() { Clock = new() { DriftPpb = driftPpb } } };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal([givenUpAt], world.TimesOf("quit"));
    }

    [Fact]
    public void A_jump_of_the_wall_clock_does_not_move_the_timeout()
    {
        var scenario = OneCall(new() { Timeout = 10 * Second, RequestLoss = 1 }) with
        {
            Timeline = [new() { At = 5 * Second, Action = new JumpAction { Clock = "client", By = TimeSpan.FromHours(1) } }],
        };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["10.0000000 quit client-1 #1/1 api-1 GET /api/v2/users/me wall=3610.0000000"], world.LinesOf("quit"));
    }

    [Fact]
    public void Sleep_does_not_count_towards_the_timeout_where_elapsed_time_stops()
    {
        var scenario = OneCall(new() { Timeout = 10 * Second, RequestLoss = 1 }) with { Timeline = [Sleep("client", 5 * Second, 60 * Second)] };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["70.0000000"], world.TimesOf("quit"));
    }

    [Theory]
    [InlineData(-1, "recv")]
    [InlineData(0, "recv")]
    [InlineData(1, "quit")]
    public void An_answer_arrives_up_to_the_deadline_and_not_a_tick_later(int ticksLate, string ending)
    {
        // 5 s each way, and a deadline of 10 s less the ticks.
        var link = new LinkSection { OneWay = Distribution.Constant(5 * Second), Timeout = 10 * Second - ticksLate * Tick };

        var world = SteppedWorld.Run(OneCall(link), ActingClient.Plain);

        Assert.Equal([ending, "done"], world.Lines.Select(line => line.Split(' ')[1]).Skip(3));
    }

    [Fact]
    public void A_late_answer_is_dropped()
    {
        var link = new LinkSection { OneWay = Distribution.Constant(6 * Second), Timeout = 10 * Second };

        var world = SteppedWorld.Run(OneCall(link), ActingClient.Plain);

        Assert.Equal(["6.0000000"], world.TimesOf("serve"));
        Assert.Equal(["10.0000000"], world.TimesOf("quit"));
        Assert.Empty(world.LinesOf("recv"));
    }

    [Theory]
    [InlineData(9, "9.0000000", "recv")]
    [InlineData(10, "10.0000000", "recv")]
    [InlineData(11, "10.0000000", "quit")]
    [InlineData(3600, "10.0000000", "quit")]
    public void A_request_that_arrives_after_the_deadline_does_not_prolong_it(int sleepSeconds, string endedAt, string ending)
    {
        var scenario = OneCall(new() { Timeout = 10 * Second }) with { Timeline = [Sleep("api-1", TimeSpan.Zero, sleepSeconds * Second)] };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal([endedAt], world.TimesOf(ending));
        Assert.Equal([endedAt], world.TimesOf("done"));
    }

    [Fact]
    public void A_sleeping_node_answers_when_it_wakes()
    {
        var scenario = OneCall(OneWay(Second)) with { Timeline = [Sleep("api-1", TimeSpan.Zero, 30 * Second)] };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["30.0000000"], world.TimesOf("serve"));
        Assert.Equal(["31.0000000"], world.TimesOf("recv"));
    }

    [Fact]
    public void An_answer_waits_for_a_sleeping_clients_wake()
    {
        var scenario = OneCall(OneWay(Second)) with { Timeline = [Sleep("client", Second, 30 * Second)] };

        var world = SteppedWorld.Run(scenario, ActingClient.Plain);

        Assert.Equal(["1.0000000"], world.TimesOf("serve"));
        Assert.Equal(["31.0000000"], world.TimesOf("recv"));
    }

    [Fact]
    public void A_caller_that_cancels_gets_its_own_token_back_at_once()
    {
        var caught = new List<Exception>();
        var tokens = new List<CancellationToken>();
        var client = new ActingClient(async (environment, request, send) =>
        {
            var source = new CancellationTokenSource(TimeSpan.FromSeconds(3), environment.Time);
            tokens.Add(source.Token);
            return await Keep(caught, () => send(request, source.Token)).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(OneCall(OneWay(5 * Second)), client);

        Assert.Equal(["3.0000000 quit client-1 #1/1 api-1 GET /api/v2/users/me wall=3.0000000"], world.LinesOf("quit"));
        var canceled = Assert.IsType<TaskCanceledException>(Assert.Single(caught));
        Assert.Equal(Assert.Single(tokens), canceled.CancellationToken);
        Assert.Null(canceled.InnerException);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_node_serves_a_request_whose_sender_has_given_up_and_disposed_it()
    {
        var client = new ActingClient(async (environment, request, send) =>
        {
            using (var form = TokenRequests.Of(environment))
            {
                await Assert.ThrowsAsync<TaskCanceledException>(() => send(form, CancellationToken.None)).ConfigureAwait(false);
            }

            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = Lasting(TimeSpan.FromMinutes(2), OneCallAt(TimeSpan.Zero)) with
        {
            Links = Links(("client -> idp", new() { OneWay = Distribution.Constant(20 * Second), Timeout = 10 * Second }), ("client -> api-*", OneWay(60 * Second))),
        };

        var world = SteppedWorld.Run(scenario, client);

        Assert.Contains("20.0000000 serve idp 200 issued=at#1 wall=20.0000000", world.Lines);
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_stream_that_was_sent_once_cannot_be_sent_again()
    {
        var caught = new List<Exception>();
        var client = new ActingClient(async (_, request, send) =>
        {
            request.Content = new StreamContent(new OneShotStream(new([1, 2, 3], 0)));
            await send(request, CancellationToken.None).ConfigureAwait(false);
            return await Keep(caught, () => send(request, CancellationToken.None)).ConfigureAwait(false);
        });

        var world = SteppedWorld.Run(OneCall(OneWay(Second)), client);

        // The words of .NET's own handler, as measured against a socket.
        var refused = Assert.IsType<HttpRequestException>(Assert.Single(caught));
        Assert.Equal("An error occurred while sending the request.", refused.Message);
        Assert.Equal("The stream was already consumed. It cannot be read again.", Assert.IsType<InvalidOperationException>(refused.InnerException).Message);
        Assert.Equal((1, 1), (world.LinesOf("send").Count, world.Result.Metrics.Exceptions));
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_stream_whose_sender_gave_up_has_left_whole_and_is_spent()
    {
        var client = new ActingClient(async (environment, request, send) =>
        {
            using var form = TokenRequests.Of(environment);
            var type = form.Content!.Headers.ContentType;
            form.Content = new StreamContent(new OneShotStream(new(await form.Content.ReadAsByteArrayAsync().ConfigureAwait(false), 0)));
            form.Content.Headers.ContentType = type;
            await Assert.ThrowsAsync<TaskCanceledException>(() => send(form, CancellationToken.None)).ConfigureAwait(false);
            await Assert.ThrowsAsync<HttpRequestException>(() => send(form, CancellationToken.None)).ConfigureAwait(false);
            return await send(request, CancellationToken.None).ConfigureAwait(false);
        });
        var scenario = Lasting(TimeSpan.FromMinutes(2), OneCallAt(TimeSpan.Zero)) with
        {
            Links = Links(("client -> idp", new() { OneWay = Distribution.Constant(20 * Second), Timeout = 10 * Second }), ("client -> api-*", OneWay(60 * Second))),
        };

        var world = SteppedWorld.Run(scenario, client);

        Assert.Contains("20.0000000 serve idp 200 issued=at#1 wall=20.0000000", world.Lines);
        Assert.Equal(1, world.Result.Metrics.TokenRequests);
        Assert.Null(world.Result.Unsound);
    }

    private static Scenario OneCall(LinkSection link) =>
        Lasting(TimeSpan.FromMinutes(2), OneCallAt(TimeSpan.Zero)) with { Links = Links(("client -> api-*", link)) };

    private static TimelineEntry Sleep(string machine, TimeSpan at, TimeSpan duration) => new() { At = at, Action = new SuspendAction { Clock = machine, For = duration } };

    private static ActingClient Catching(List<Exception> caught) => new((_, request, send) => Keep(caught, () => send(request, CancellationToken.None)));

    private static async Task<HttpResponseMessage> Keep(List<Exception> caught, Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            caught.Add(exception);
            throw;
        }
    }
}
