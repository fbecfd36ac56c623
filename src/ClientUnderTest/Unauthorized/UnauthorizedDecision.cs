using SkewLab.Client.Tokens;

namespace SkewLab.Client.Unauthorized;

/// <summary>What is done with the tokens because of a 401.</summary>
internal enum UnauthorizedAction
{
    /// <summary>Nothing: another token is in use already, or this call has done its part.</summary>
    None,

    /// <summary>The previous token is done with: everyone sends the current one from now on.</summary>
    Promote,

    /// <summary>The current token came into use too early: everyone goes back to the previous one for a while.</summary>
    Demote,

    /// <summary>The token is on its way to this node: wait, and never renew it.</summary>
    Wait,

    /// <summary>The token is dead: renew it, unless that is under way or was done too often.</summary>
    Refresh,
}

/// <summary>The answer to a refused token.</summary>
/// <param name="Action">What is done with the tokens; it serves later calls even when this one is not resent.</param>
/// <param name="Resend">Whether this call is sent once more.</param>
internal readonly record struct UnauthorizedDecision(UnauthorizedAction Action, bool Resend)
{
    /// <summary>Decides from facts alone.</summary>
    /// <param name="standing">Where the refused token stands.</param>
    /// <param name="mayResend">The call can be replayed, and its sends and its time are not used up.</param>
    /// <param name="hasForced">This call has already asked for a refresh; one refusal of the new token does not justify the next.</param>
    public static UnauthorizedDecision Decide(TokenStanding standing, bool mayResend, bool hasForced) => standing switch
    {
        TokenStanding.Superseded => new(UnauthorizedAction.None, mayResend),
        TokenStanding.Previous => new(UnauthorizedAction.Promote, mayResend),
        TokenStanding.YoungWithPrevious => new(UnauthorizedAction.Demote, mayResend),
        TokenStanding.Young => new(UnauthorizedAction.Wait, mayResend),
        _ when hasForced => new(UnauthorizedAction.None, Resend: false),
        _ => new(UnauthorizedAction.Refresh, mayResend),
    };

    /// <summary>The decision in words for people.</summary>
    public string Describe(TokenStanding standing) => (standing, Action) switch
    {
        (TokenStanding.Superseded, _) => "a newer token is in use",
        (TokenStanding.Previous, _) => "the previous token is done with, the current one is used from now on",
        (TokenStanding.YoungWithPrevious, _) => "young, so the previous token is used for a while",
        (TokenStanding.Young, _) => "young, so it is waited for and not renewed",
        (_, UnauthorizedAction.Refresh) => "old enough to be known everywhere, so it is renewed",
        _ => "old enough to be known everywhere, and renewed for this call already",
    };
}
