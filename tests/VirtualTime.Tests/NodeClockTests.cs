using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests;

public sealed class NodeClockTests
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private readonly VirtualTimeline _timeline = new();

    [Fact]
    public void Two_nodes_of_one_world_disagree_by_the_difference_of_their_offsets()
    {
        NodeClock client = Node(new Offset(TimeSpan.FromMinutes(-5)));
        NodeClock idp = Node(new Offset(TimeSpan.FromSeconds(2)));

        _timeline.RunUntil(TimeSpan.FromHours(1));

        Assert.Equal(Epoch + TimeSpan.FromMinutes(55), client.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(-302), client.GetUtcNow() - idp.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(-302), client.Offset - idp.Offset);
        Assert.Equal(client.GetTimestamp(), idp.GetTimestamp());
    }

    [Fact]
    public void Elapsed_is_counted_in_ticks_and_ignores_a_jump()
    {
        NodeClock node = Node(new Jump(TimeSpan.FromSeconds(1), TimeSpan.FromHours(-1)));
        long start = node.GetTimestamp();

        _timeline.RunUntil(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.TicksPerSecond, node.TimestampFrequency);
        Assert.Equal(TimeSpan.FromSeconds(1), node.GetElapsedTime(start));
        Assert.Equal(Epoch - TimeSpan.FromMinutes(60) + TimeSpan.FromSeconds(1), node.GetUtcNow());
    }

    [Fact]
    public void A_node_lives_in_utc_whatever_the_epochs_zone()
    {
        var node = new NodeClock(_timeline, ClockModel.Perfect, new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(TimeZoneInfo.Utc, node.LocalTimeZone);
        Assert.Equal(TimeSpan.Zero, node.GetUtcNow().Offset);
        Assert.Equal(Epoch, node.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, node.GetLocalNow().Offset);
    }

    [Fact]
    public void The_last_tick_of_year_9999_can_be_read_and_the_next_one_cannot()
    {
        var node = new NodeClock(_timeline, ClockModel.Perfect, new DateTimeOffset(9999, 12, 31, 23, 59, 59, TimeSpan.Zero));

        _timeline.RunUntil(TimeSpan.FromSeconds(1) - Tick);
        Assert.Equal(DateTimeOffset.MaxValue, node.GetUtcNow());

        _timeline.RunUntil(TimeSpan.FromSeconds(1));
        var refused = Assert.Throws<InvalidOperationException>(() => node.GetUtcNow());
        Assert.Equal("Cannot read a clock at 00:00:01; its wall, 00:00:01 from 9999-12-31T23:59:59Z, lies outside the years 1 to 9999.", refused.Message);
        Assert.Equal(TimeSpan.TicksPerSecond, node.GetTimestamp());
    }

    [Fact]
    public void A_jump_out_of_the_calendar_is_refused_when_the_clock_is_made()
    {
        TimeSpan toYearOne = DateTimeOffset.MinValue - Epoch;
        TimeSpan at = TimeSpan.FromHours(2);

        Assert.Equal(TimeSpan.Zero, Node(new Jump(at, toYearOne - at)).Offset);
        var refused = Assert.Throws<ArgumentException>(() => Node(new Jump(at, toYearOne - at - Tick)));

        Assert.Equal(
            "Cannot run a clock from 02:00:00; its wall, -739616.00:00:00.0000001 from 2026-01-01T00:00:00Z, lies outside the years 1 to 9999. (Parameter "
                + "'model')",
            refused.Message);
    }

    [Fact]
    public void Missing_arguments_are_refused()
    {
        Assert.Throws<ArgumentNullException>("timeline", () => new NodeClock(null!, ClockModel.Perfect, Epoch));
        Assert.Throws<ArgumentNullException>("model", () => new NodeClock(_timeline, null!, Epoch));
        Assert.Throws<ArgumentNullException>("callback", () => Node().CreateTimer(null!, null, TimeSpan.Zero, TimeSpan.Zero));
    }

    private NodeClock Node(params IClockFault[] faults) => new(_timeline, ClockModel.Build(faults), Epoch);
}
