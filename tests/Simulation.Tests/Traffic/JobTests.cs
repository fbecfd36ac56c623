using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Tests.Support;
using SkewLab.Verdicts.Metrics;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class JobTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_job_asks_for_page_after_page_and_rests_between_them()
    {
        var api = new PagedApi();

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(4)), api.Client);

        Assert.Equal(["1", "2", "3", "4"], api.Asked);
        Assert.Equal(["0.0000000", "90.0000000", "180.0000000", "270.0000000"], world.TimesOf("call"));
        Assert.Equal((1, 1, 0, 0), Jobs(world));
        Assert.Equal((4, 4), (world.Result.Metrics.Requests, world.Result.Metrics.Ok));
    }

    [Fact]
    public void A_cursor_comes_with_the_page_before()
    {
        var api = new PagedApi();

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(4) with { Paging = PagingName.Cursor }), api.Client);

        Assert.Equal(["", "after 1", "after 2", "after 3"], api.Asked);
        Assert.Equal((1, 1, 0, 0), Jobs(world));
    }

    [Fact]
    public void The_last_page_needs_no_cursor_of_a_next_one()
    {
        var api = new PagedApi().At(2, PagedApi.Page(2, 3, hasNext: false));

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2) with { Paging = PagingName.Cursor }), api.Client);

        Assert.Equal((1, 1, 0, 0), Jobs(world));
    }

    [Theory]
    [InlineData(OnErrorName.Stop, "1 2", 0, 3, 0)]
    [InlineData(OnErrorName.Skip, "1 2 3 4", 0, 1, 0)]
    [InlineData(OnErrorName.Restart, "1 2 1 2 3 4", 0, 0, 1)]
    public void A_page_that_cannot_be_got_ends_a_job_or_is_left_out_or_makes_it_begin_anew(OnErrorName onError, string asked, int ok, int lost, int twice)
    {
        var api = new PagedApi().At(2, 401);

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(4) with { OnError = onError }), api.Client);

        Assert.Equal(asked, string.Join(' ', api.Asked));
        Assert.Equal((1, ok, lost, twice), Jobs(world));
        Assert.Equal(1, world.Result.Metrics.Surfaced401);
    }

    [Fact]
    public void A_job_that_begins_anew_begins_with_the_first_cursor()
    {
        var api = new PagedApi().At(3, 500);

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(3) with { Paging = PagingName.Cursor, OnError = OnErrorName.Restart }), api.Client);

        Assert.Equal(["", "after 1", "after 2", "", "after 1", "after 2"], api.Asked);
        Assert.Equal((1, 0, 0, 2), Jobs(world));
    }

    [Fact]
    public void The_last_page_can_be_skipped_too()
    {
        var api = new PagedApi().At(2, 500);

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2) with { OnError = OnErrorName.Skip }), api.Client);

        Assert.Equal(["1", "2"], api.Asked);
        Assert.Equal((1, 0, 1, 0), Jobs(world));
    }

    [Theory]
    [InlineData(1, "1 2 2", 3)]
    [InlineData(2, "1 2 2 2 3 4", 0)]
    public void A_job_asks_again_as_often_as_it_may(int retries, string asked, int lost)
    {
        var api = new PagedApi().At(2, 401).At(3, 503);

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(4) with { Retries = retries }), api.Client);

        Assert.Equal(asked, string.Join(' ', api.Asked));
        Assert.Equal((1, lost == 0 ? 1 : 0, lost, 0), Jobs(world));
        Assert.Equal("180.0000000", world.TimesOf("call")[2]);
    }

    [Fact]
    public void Every_page_has_retries_of_its_own()
    {
        var api = new PagedApi().At(1, 503).At(3, 503);

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2) with { Retries = 1 }), api.Client);

        Assert.Equal(["1", "1", "2", "2"], api.Asked);
        Assert.Equal((1, 1, 0, 0), Jobs(world));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"conversations":1}""")]
    [InlineData("""{"conversations":[1,2,3]}""")]
    [InlineData("""{"conversations":[],"totalHits":250000}""")]
    [InlineData("""{"conversations":[{"conversationId":"a"},{"conversationId":"a"},{"conversationId":"b"}]}""")]
    public void A_200_that_holds_no_page_is_an_error(string body)
    {
        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2)), new PagedApi().At(1, body).Client);

        Assert.Equal((1, 0, 2, 0), Jobs(world));
        Assert.Null(world.Result.Unsound);
    }

    [Fact]
    public void A_page_that_comes_in_place_of_another_was_got_twice_and_the_other_is_lost()
    {
        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2)), new PagedApi().At(2, PagedApi.Page(1, 3)).Client);

        Assert.Equal((1, 0, 1, 1), Jobs(world));
    }

    [Fact]
    public void A_page_without_a_cursor_leads_nowhere_where_there_are_more()
    {
        var api = new PagedApi().At(1, PagedApi.Page(1, 3, hasNext: false));

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2) with { Paging = PagingName.Cursor }), api.Client);

        Assert.Equal([""], api.Asked);
        Assert.Equal((1, 0), (world.Result.Metrics.Jobs, world.Result.Metrics.JobsOk));
    }

    [Theory]
    [InlineData(180, 2, 2)] // The third page would be asked for at 180 s.
    [InlineData(181, 3, 1)]
    public void Pages_that_the_end_of_the_world_cuts_off_are_lost(int seconds, int asked, int lost)
    {
        var api = new PagedApi();

        var world = SteppedWorld.Run(Lasting(TimeSpan.FromSeconds(seconds), Walking(4)), api.Client);

        Assert.Equal(asked, api.Asked.Count);
        Assert.Equal((1, 0, lost, 0), Jobs(world));
    }

    [Fact]
    public void A_page_under_way_at_the_end_is_drained_and_the_rest_is_lost()
    {
        var slow = new PagedApi { Delay = TimeSpan.FromSeconds(20) };

        var world = SteppedWorld.Run(Lasting(TimeSpan.FromSeconds(100), Walking(4) with { Pause = TimeSpan.FromSeconds(70) }), slow.Client);

        Assert.Equal(["0.0000000", "90.0000000"], world.TimesOf("call"));
        Assert.Equal("110.0000000", world.TimesOf("done")[1]);
        Assert.Equal((1, 0, 2, 0), Jobs(world));
    }

    [Fact]
    public void A_job_keeps_to_its_start_and_its_end()
    {
        var section = Walking(4) with { Start = Minute, End = 3 * Minute };

        var world = SteppedWorld.Run(Lasting(60 * Minute, section), new PagedApi().Client);

        Assert.Equal(["60.0000000", "150.0000000"], world.TimesOf("call"));
        Assert.Equal((1, 0, 2, 0), Jobs(world));
    }

    [Fact]
    public void Each_client_walks_its_own_pages()
    {
        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(2), Walking(3)) with { Clients = new() { Count = 3 } }, new PagedApi().Client);

        Assert.Equal((6, 6, 0, 0), Jobs(world));
        Assert.Equal(15, world.Result.Metrics.Requests);
    }

    [Fact]
    public void A_job_of_a_sleeping_machine_goes_on_when_it_wakes_and_loses_nothing()
    {
        var scenario = Lasting(60 * Minute, Walking(3)) with { Timeline = [new() { At = Minute, Action = new SuspendAction { Clock = "client", For = 10 * Minute } }] };

        var world = SteppedWorld.Run(scenario, new PagedApi().Client);

        // The second page is due at 90 s; the machine wakes at 660 s, and the job rests first.
        Assert.Equal(["0.0000000", "750.0000000", "840.0000000"], world.TimesOf("call"));
        Assert.Equal((1, 1, 0, 0), Jobs(world));
        Assert.Equal(1, world.Result.Metrics.SkippedAsleep);
    }

    [Fact]
    public void A_job_whose_machine_never_wakes_is_lost_whole()
    {
        var scenario = Lasting(2 * Minute, Walking(3)) with { Timeline = [new() { At = TimeSpan.Zero, Action = new SuspendAction { Clock = "client", For = 10 * Minute } }] };

        var world = SteppedWorld.Run(scenario, new PagedApi().Client);

        Assert.Equal((1, 0, 3, 0), Jobs(world));
    }

    [Fact]
    public void A_job_can_send_its_queries_as_a_stream()
    {
        var api = new PagedApi();

        var world = SteppedWorld.Run(Lasting(60 * Minute, Walking(3) with { Body = new() { Kind = BodyKindName.Stream, Size = ByteSize.Parse("64kB") } }), api.Client);

        Assert.Equal(["1", "2", "3"], api.Asked);
        Assert.Equal((1, 1, 0, 0), Jobs(world));
    }

    private static (long Jobs, long Ok, long Lost, long Twice) Jobs(SteppedWorld world)
    {
        WorldMetrics metrics = world.Result.Metrics;
        return (metrics.Jobs, metrics.JobsOk, metrics.PagesLost, metrics.PagesTwice);
    }

    private static TrafficSection Walking(int pages) => new() { Executor = ExecutorName.Job, Pages = pages, PageSize = 3, Pause = TimeSpan.FromSeconds(90) };
}
