using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Unauthorized;

public class UnauthorizedDecisionTests
{
    [Theory]
    [InlineData(nameof(TokenStanding.Superseded), false, nameof(UnauthorizedAction.None), true)]
    [InlineData(nameof(TokenStanding.Previous), false, nameof(UnauthorizedAction.Promote), true)]
    [InlineData(nameof(TokenStanding.YoungWithPrevious), false, nameof(UnauthorizedAction.Demote), true)]
    [InlineData(nameof(TokenStanding.Young), false, nameof(UnauthorizedAction.Wait), true)]
    [InlineData(nameof(TokenStanding.Mature), false, nameof(UnauthorizedAction.Refresh), true)]
    [InlineData(nameof(TokenStanding.Mature), true, nameof(UnauthorizedAction.None), false)]
    public void Only_a_mature_token_is_renewed_and_only_once_per_call(string standing, bool hasForced, string action, bool resend)
    {
        var decision = UnauthorizedDecision.Decide(Enum.Parse<TokenStanding>(standing), mayResend: true, hasForced);

        Assert.Equal(new UnauthorizedDecision(Enum.Parse<UnauthorizedAction>(action), resend), decision);
    }

    [Fact]
    public void Each_decision_is_told_in_words()
    {
        static string Told(TokenStanding standing, bool hasForced = false) =>
            UnauthorizedDecision.Decide(standing, mayResend: true, hasForced).Describe(standing);

        Assert.Equal("a newer token is in use", Told(TokenStanding.Superseded));
        Assert.Equal("the previous token is done with, the current one is used from now on", Told(TokenStanding.Previous));
        Assert.Equal("young, so the previous token is used for a while", Told(TokenStanding.YoungWithPrevious));
        Assert.Equal("young, so it is waited for and not renewed", Told(TokenStanding.Young));
        Assert.Equal("old enough to be known everywhere, so it is renewed", Told(TokenStanding.Mature));
        Assert.Equal("old enough to be known everywhere, and renewed for this call already", Told(TokenStanding.Mature, hasForced: true));
    }

    [Fact]
    public void A_call_that_may_not_be_resent_still_puts_the_tokens_in_order() =>
        Assert.All(Enum.GetValues<TokenStanding>(), standing =>
        {
            var decision = UnauthorizedDecision.Decide(standing, mayResend: false, hasForced: false);

            Assert.False(decision.Resend);
            Assert.Equal(UnauthorizedDecision.Decide(standing, mayResend: true, hasForced: false).Action, decision.Action);
        });
}
