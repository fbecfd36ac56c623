using SkewLab.Client.Tokens;

namespace SkewLab.Client.Unauthorized;

/// <summary>What a refusal was taken for.</summary>
/// <param name="Decision">What is done about it.</param>
/// <param name="Token">The token that was judged.</param>
/// <param name="Standing">Where it stood.</param>
/// <param name="IsSecond">Whether a token that this call had renewed was refused in its turn.</param>
internal readonly record struct Judgement(UnauthorizedDecision Decision, AccessToken Token, TokenStanding Standing, bool IsSecond);

/// <summary>What one call has met so far, and what it makes of the next refusal. It belongs to one call.</summary>
internal sealed class RefusedCall(TokenSource tokens)
{
    private (AccessToken Token, TimeSpan SentAt)? _demoted;
    private bool _hasForced;
    private bool _heldBackInVain;

    /// <summary>Judges a refusal of <paramref name="token"/>, and cuts the hold-down short if that is what it says.</summary>
    /// <param name="token">The token that was sent.</param>
    /// <param name="sentAt">
    /// When: a token is judged by its age when it left. While the refusal was on its way it grew up, and the node knew nothing of that.
    /// </param>
    /// <param name="receivedAt">When the refusal was here.</param>
    /// <param name="mayResend">The call can be replayed, and its sends and its time are not used up.</param>
    public Judgement Judge(AccessToken token, TimeSpan sentAt, TimeSpan receivedAt, bool mayResend)
    {
        var judged = token;
        var standing = tokens.StandingOf(token, sentAt);
        var cutsHoldDownShort = standing == TokenStanding.Previous && tokens.InUse.Promote(token, receivedAt);
        if (standing is TokenStanding.Previous or TokenStanding.Superseded && _demoted is { } current)
        {
            // Both are refused now. The current one has nothing left to fall back to, so it is judged anew, and not sent anew; and the previous one is not to
            // blame.
            judged = current.Token;
            standing = tokens.StandingOf(judged, current.SentAt);
        }
        else
        {
            _heldBackInVain |= cutsHoldDownShort && token.IsAccepted;
        }

        var decision = UnauthorizedDecision.Decide(standing, mayResend, _hasForced);
        var isSecond = _hasForced && standing == TokenStanding.Mature;
        _hasForced |= decision.Action == UnauthorizedAction.Refresh;
        if (decision.Action == UnauthorizedAction.Demote)
            _demoted = (token, sentAt);
        return new Judgement(decision, judged, standing, isSecond);
    }

    /// <summary>The call ended well. Where it did with the very token that was held back, the next one is not held back.</summary>
    public void NoteAccepted()
    {
        if (_heldBackInVain && !_hasForced)
            tokens.LearnRevokesOnRefresh();
    }
}
