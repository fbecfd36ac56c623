using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokenStateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HoldDown = 2 * Second;
    private static readonly TimeSpan MaxHoldDown = 5 * Second;

    [Theory]
    [InlineData(0, nameof(TokenStanding.Previous))]
    [InlineData(1, nameof(TokenStanding.Young))]
    public void A_young_previous_token_is_waited_for_only_where_it_has_time_to_grow_up_in(int ticksMore, string standing)
    {
        var previous = Token(1, sentAt: 100 * Second, limit: (100 * Second) + MaxHoldDown + (ticksMore * Tick));
        var state = new TokenState(Token(2, 101 * Second), previous, 103 * Second);

        Assert.Equal(standing, $"{state.StandingOf(previous, 102 * Second, HoldDown, MaxHoldDown)}");
    }

    [Theory]
    [InlineData(-1, nameof(TokenStanding.YoungWithPrevious))]
    [InlineData(0, nameof(TokenStanding.Mature))]
    public void An_accepted_token_falls_back_to_the_previous_one_until_the_longest_hold_down_is_over(int ticks, string standing)
    {
        var current = Token(2, 100 * Second);
        current.MarkAccepted();
        var state = new TokenState(current, Token(1, Second), 102 * Second);

        Assert.Equal(standing, $"{state.StandingOf(current, (105 * Second) + (ticks * Tick), HoldDown, MaxHoldDown)}");
    }

    [Fact]
    public void A_token_that_nobody_accepted_falls_back_for_as_long_as_the_previous_one_lives()
    {
        var current = Token(2, 100 * Second);
        var state = new TokenState(current, Token(1, Second, limit: 200 * Second), 102 * Second);

        Assert.Equal(TokenStanding.YoungWithPrevious, state.StandingOf(current, (200 * Second) - Tick, HoldDown, MaxHoldDown));
        Assert.Equal(TokenStanding.Mature, state.StandingOf(current, 200 * Second, HoldDown, MaxHoldDown));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void A_previous_token_is_in_doubt_if_a_suspend_of_that_length_outlasts_it(int ticks, bool isInDoubt)
    {
        var state = new TokenState(Token(2, 100 * Second), Token(1, Second, limit: 160 * Second), 102 * Second);

        // A minute is left of it.
        var after = state.AfterJump((60 * Second) + (ticks * Tick), 100 * Second, patience: 5 * Second);

        Assert.Equal((isInDoubt, (isInDoubt ? 100 : 102) * Second), (after.DoubtsPrevious, after.PromoteAt));
    }

    [Fact]
    public void A_doubt_stays_through_a_jump_that_is_none_for_the_previous_token()
    {
        var state = new TokenState(Token(2, 100 * Second), Token(1, Second), 102 * Second) { DoubtsPrevious = true };

        Assert.True(state.AfterJump(3 * Second, 100 * Second, patience: 5 * Second).DoubtsPrevious);
    }

    [Theory]
    [InlineData(-1, 1, true)]
    [InlineData(0, 1, false)] // The doubt is over, and Pick picks.
    [InlineData(-1, -1, false)] // Dead, whatever is doubted.
    public void A_token_in_doubt_is_picked_until_the_doubt_ends_and_no_longer_than_it_lives(int ticks, int limitTicks, bool isPicked)
    {
        var end = 105 * Second;
        var state = new TokenState(Token(1, 100 * Second, limit: end + (limitTicks * Tick)), null, TimeSpan.Zero) { SuspectUntil = end };

        Assert.Equal(isPicked ? state.Current : null, state.PickInDoubt(end + (ticks * Tick)));
        Assert.Equal(ticks < 0 ? null : state.Current, state.Pick(end + (ticks * Tick)));
    }

    private static AccessToken Token(int ordinal, TimeSpan sentAt, TimeSpan? limit = null) =>
        new($"secret-{ordinal}", ordinal, new TokenLifetime(sentAt, limit ?? TimeSpan.FromHours(1), limit ?? TimeSpan.FromHours(1)), sentAt);
}
