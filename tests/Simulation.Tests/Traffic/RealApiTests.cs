using SkewLab.Comparators;
using SkewLab.FakeIdp.Catalog;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

/// <summary>Traffic against the API itself, not a hand-written one.</summary>
public sealed class RealApiTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(PagingName.PageNumber, 1, 5)]
    [InlineData(PagingName.Cursor, 1, 5)]
    [InlineData(PagingName.PageNumber, 100, 2500)] // To the last of the 250,000.
    [InlineData(PagingName.Cursor, 100, 2500)]
    public void A_job_gets_every_page_of_the_real_query_once(PagingName paging, int pageSize, int pages)
    {
        var section = new TrafficSection { Executor = ExecutorName.Job, Pages = pages, PageSize = pageSize, Paging = paging };

        var world = SteppedWorld.Run(Lasting(Minute, section), new NaiveExpiry());

        Assert.Equal((1, 1, pages), (world.Result.Metrics.Jobs, world.Result.Metrics.JobsOk, world.Result.Metrics.Ok));
        Assert.Null(world.Result.Unsound);
    }

    [Theory]
    [InlineData(BodyKindName.Bytes, "256B")]
    [InlineData(BodyKindName.Bytes, "1MB")]
    [InlineData(BodyKindName.Recreatable, "64kB")]
    [InlineData(BodyKindName.Recreatable, "1MB")]
    [InlineData(BodyKindName.Stream, "64kB")]
    [InlineData(BodyKindName.Stream, "1MB")]
    public void A_padded_body_of_any_kind_arrives_whole(BodyKindName kind, string size)
    {
        var section = OneCallAt(TimeSpan.Zero) with { Request = TrafficSection.PagedQuery, Body = new() { Kind = kind, Size = ByteSize.Parse(size) } };

        var world = SteppedWorld.Run(Lasting(Minute, section), new NaiveExpiry());

        Assert.Equal((1, 0), (world.Result.Metrics.Ok, world.Result.Metrics.Exceptions));
    }

    [Fact]
    public void Every_call_that_a_scenario_may_name_is_answered()
    {
        var sections = ServedRoutes.Api.Select(route => OneCallAt(TimeSpan.Zero) with { Request = $"{route.Method} {route.Path}" }).ToArray();

        var world = SteppedWorld.Run(Lasting(Minute, sections), new NaiveExpiry());

        Assert.Contains((TrafficSection.PagedQuery.Split(' ')[0], TrafficSection.PagedQuery.Split(' ')[1]), ServedRoutes.Api);
        Assert.Equal(sections.Length, world.Result.Metrics.Ok);
    }

    [Fact]
    public void A_scope_that_is_not_asked_for_is_not_had()
    {
        var scenario = Lasting(Minute, OneCallAt(TimeSpan.Zero), OneCallAt(TimeSpan.Zero) with { Request = "GET /api/v2/conversations/voice" }) with { Clients = new() { Scope = "users:readonly" } };

        var world = SteppedWorld.Run(scenario, new NaiveExpiry());

        Assert.Equal(["200", "403"], world.LinesOf("done").Select(line => line.Split(' ')[^1]).Order());
    }
}
