using Microsoft.Extensions.Logging.Abstractions;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class TokensInUseTests
{
    private readonly TokensInUse _tokens = new(new SkewAwareOptions(), new HoldDown(new SkewAwareOptions(), NullLogger.Instance));

    [Fact]
    public void The_previous_token_is_given_up_once_and_in_vain_only_while_it_was_held_back()
    {
        var (first, second) = (Install(1, receivedAt: 0), Install(2, receivedAt: 100));

        Assert.False(_tokens.Promote(second, TimeSpan.FromSeconds(100)));
        Assert.True(_tokens.Promote(first, TimeSpan.FromSeconds(102) - TimeSpan.FromTicks(1)));
        Assert.False(_tokens.Promote(first, TimeSpan.FromSeconds(101)));
    }

    [Fact]
    public void A_previous_token_refused_after_the_hold_down_was_not_held_back()
    {
        var (first, _) = (Install(1, receivedAt: 0), Install(2, receivedAt: 100));

        Assert.False(_tokens.Promote(first, TimeSpan.FromSeconds(102)));
    }

    [Fact]
    public void The_token_in_use_and_the_one_before_it_are_ours_and_no_other()
    {
        Assert.False(_tokens.IsOurs("secret-1"));
        Install(1, receivedAt: 0);
        Install(2, receivedAt: 100);
        Install(3, receivedAt: 200);

        Assert.True(_tokens.IsOurs("secret-3"));
        Assert.True(_tokens.IsOurs("secret-2"));
        Assert.False(_tokens.IsOurs("secret-1"));
        Assert.False(_tokens.IsOurs("SECRET-3"));
        Assert.False(_tokens.IsOurs(null));
    }

    [Fact]
    public void That_an_IdP_revokes_on_refresh_is_news_once()
    {
        Assert.True(_tokens.KeepNoPrevious());
        Assert.False(_tokens.KeepNoPrevious());
    }

    [Theory]
    [InlineData(3500, false)]
    [InlineData(10, true)]
    public void A_token_in_doubt_that_is_refused_after_a_demotion_says_nothing_of_hold_downs(int gapSeconds, bool cutsHoldDownShort)
    {
        // An hour's token, of which 3500 s are left.
        var first = Install(1, receivedAt: 0, limit: 3600);
        Assert.True(_tokens.NoteForwardJump(TimeSpan.FromSeconds(gapSeconds), TimeSpan.FromSeconds(100), isRefreshing: false));
        var second = Install(2, receivedAt: 101);

        _tokens.Demote(second, TimeSpan.FromSeconds(102));

        Assert.Equal(cutsHoldDownShort, _tokens.Promote(first, TimeSpan.FromSeconds(103)));
    }

    [Fact]
    public void Jumps_count_where_there_is_a_token_two_at_once_and_one_per_thirty_seconds()
    {
        bool Jump(int second) => _tokens.NoteForwardJump(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(second), isRefreshing: false);

        Assert.False(Jump(0));
        Install(1, receivedAt: 1);
        Assert.Equal([true, true, false, true, false], new[] { 2, 2, 31, 32, 33 }.Select(Jump));
    }

    private AccessToken Install(int ordinal, int receivedAt, int? limit = null)
    {
        var sentAt = TimeSpan.FromSeconds(receivedAt);
        var lifetime = limit is { } seconds
            ? new TokenLifetime(sentAt, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds))
            : TokenLifetime.Unknown(sentAt);
        var token = new AccessToken($"secret-{ordinal}", ordinal, lifetime, sentAt);
        _tokens.Install(token);
        return token;
    }
}
