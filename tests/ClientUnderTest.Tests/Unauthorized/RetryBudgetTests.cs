using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Unauthorized;

public class RetryBudgetTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Never = TimeSpan.MaxValue;

    [Fact]
    public void It_ends_with_its_sends_or_with_its_time_whichever_comes_first()
    {
        var budget = new RetryBudget(endsAt: TimeSpan.FromSeconds(5), maxSends: 3);

        Assert.Equal(1, budget.Sends);
        Assert.True(budget.HasSends(TimeSpan.FromSeconds(5) - Tick));
        Assert.False(budget.HasSends(TimeSpan.FromSeconds(5)));
        Assert.Equal(Tick, budget.Remaining(TimeSpan.FromSeconds(5) - Tick));
        Assert.Equal(TimeSpan.Zero, budget.Remaining(TimeSpan.FromSeconds(6)));

        budget.CountSend();
        Assert.True(budget.HasSends(TimeSpan.Zero));
        budget.CountSend();
        Assert.False(budget.HasSends(TimeSpan.Zero));
        Assert.Equal(3, budget.Sends);
    }

    [Fact]
    public void Pauses_are_drawn_below_a_ceiling_that_doubles_from_a_tenth_of_a_second_to_1600_ms()
    {
        var budget = new RetryBudget(endsAt: TimeSpan.FromMinutes(1), maxSends: 100);

        var pauses = Enumerable.Range(0, 7).Select(_ => budget.NextPause(TimeSpan.Zero, Never, draw: 1).TotalMilliseconds);

        Assert.Equal([100, 200, 400, 800, 1600, 1600, 1600], pauses);
        Assert.Equal(TimeSpan.FromMilliseconds(400), budget.NextPause(TimeSpan.Zero, Never, draw: 0.25));
    }

    [Theory]
    [InlineData(4.0, 4.0)] // The token grows up before the budget ends.
    [InlineData(9.0, 5.0)] // The budget ends first.
    public void With_three_sends_left_or_fewer_the_rest_of_the_time_is_waited_at_once(double maturesAtSeconds, double pauseSeconds)
    {
        var last = new RetryBudget(endsAt: TimeSpan.FromSeconds(5), maxSends: 4);
        var before = new RetryBudget(endsAt: TimeSpan.FromSeconds(5), maxSends: 5);

        Assert.Equal(TimeSpan.FromSeconds(pauseSeconds), last.NextPause(TimeSpan.Zero, TimeSpan.FromSeconds(maturesAtSeconds), draw: 0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(50), before.NextPause(TimeSpan.Zero, TimeSpan.FromSeconds(maturesAtSeconds), draw: 0.5));
    }

    [Fact]
    public void A_token_that_grew_up_on_the_way_is_not_waited_for()
    {
        var budget = new RetryBudget(endsAt: TimeSpan.FromSeconds(5), maxSends: 8);

        Assert.Equal(TimeSpan.Zero, budget.NextPause(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), draw: 0.5));
        Assert.Equal(TimeSpan.FromMilliseconds(1), budget.NextPause(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3) + Tick, draw: 0.5));
    }

    [Theory]
    [InlineData(10_000, 1)]
    [InlineData(10_001, 2)]
    public void A_pause_is_whole_milliseconds_because_a_timer_that_drops_the_rest_wakes_too_early(int ticks, int milliseconds)
    {
        var budget = new RetryBudget(endsAt: TimeSpan.FromSeconds(5), maxSends: 4);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), budget.NextPause(TimeSpan.Zero, TimeSpan.FromTicks(ticks), draw: 0.5));
    }
}
