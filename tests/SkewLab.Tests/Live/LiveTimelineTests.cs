using SkewLab.Scenarios.Timeline;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>A scenario's timeline in real time.</summary>
public class LiveTimelineTests
{
    private static readonly TimelineEntry[] Entries =
    [
        new() { At = TimeSpan.FromSeconds(20), Action = new EndFaultsAction() },
        new() { At = TimeSpan.FromSeconds(10), Action = new JumpAction { Clock = "api-*", By = TimeSpan.FromSeconds(-2) } },
        new() { At = TimeSpan.FromSeconds(10), Action = new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Status = 503 } } },
    ];

    [Fact]
    public async Task Entries_happen_when_they_are_due_and_not_before()
    {
        await using var bench = await LiveBench.StartAsync(timeline: Entries);

        bench.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Equal((TimeSpan.Zero, 0), (bench.Lab.Clocks["api-2"].Offset, bench.Lab.Idp.Faults.List().Count));

        bench.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([0d, -2d, -2d], bench.Lab.Clocks.All.Select(clock => clock.Offset.TotalSeconds));
        // The seed of LiveBench: the draws are the simulation's.
        Assert.Equal(((FaultAction)Entries[2].Action).FaultOf("idp", seed: 7).Seed, Assert.Single(bench.Lab.Idp.Faults.List()).Seed);

        bench.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(bench.Lab.Idp.Faults.List());
    }

    [Fact]
    public async Task An_entry_that_no_timer_waits_for_in_one_go_comes_when_it_is_due()
    {
        await using var bench = await LiveBench.StartAsync(timeline: [new() { At = TimeSpan.FromDays(100), Action = new JumpAction { Clock = "idp", By = TimeSpan.FromSeconds(3) } }]);

        bench.Advance(TimeSpan.FromDays(100) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(TimeSpan.Zero, bench.Lab.Clocks["idp"].Offset);
        bench.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(TimeSpan.FromSeconds(3), bench.Lab.Clocks["idp"].Offset);
    }

    [Fact]
    public async Task A_jump_that_a_clock_cannot_make_ends_neither_the_timeline_nor_the_lab()
    {
        await using var bench = await LiveBench.StartAsync(timeline:
        [
            new() { At = TimeSpan.FromSeconds(1), Action = new JumpAction { Clock = "idp", By = TimeSpan.FromDays(-30) } },
            new() { At = TimeSpan.FromSeconds(2), Action = new JumpAction { Clock = "api-1", By = TimeSpan.FromSeconds(-2) } },
        ]);
        await bench.SendAsync("PUT", "_skewlab/clocks", """{"idp":{"now":"1970-01-02T00:00:00Z"}}""");

        bench.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(-2), bench.Lab.Clocks["api-1"].Offset);
        Assert.Equal(204, (await bench.SendAsync("POST", "_skewlab/reset")).Status);
    }

    [Fact]
    public async Task A_reset_begins_the_timeline_anew()
    {
        await using var bench = await LiveBench.StartAsync(timeline: Entries);
        bench.Advance(TimeSpan.FromSeconds(9));

        await bench.SendAsync("POST", "_skewlab/reset");
        bench.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(TimeSpan.Zero, bench.Lab.Clocks["api-2"].Offset);

        bench.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(-2), bench.Lab.Clocks["api-2"].Offset);
    }
}
