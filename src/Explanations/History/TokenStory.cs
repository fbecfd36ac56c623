using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.History;

/// <summary>What became of one access token: asked for, issued, received, used.</summary>
public sealed class TokenStory
{
    // Most tokens are never refused: they share one empty list, which nobody adds to.
    private static readonly List<RefusalCause> None = [];

    private List<RefusalCause> _refusedFor = None;

    /// <value>The token.</value>
    public required IssuedToken Token { get; init; }

    /// <value>How long it lives.</value>
    public TimeSpan Lifetime => Token.ExpiresAt - Token.IssuedAt;

    /// <value>When the token request left the client.</value>
    public required TimeSpan AskedAt { get; init; }

    /// <value>When the IdP issued it.</value>
    public required TimeSpan IssuedAt { get; init; }

    /// <value>The IdP's clock offset when it issued the token.</value>
    public TimeSpan IdpOffset { get; internal init; }

    /// <value>What the IdP cut off when it floored <c>iat</c> to the second; less than a second.</value>
    public TimeSpan FlooredAway { get; internal init; }

    /// <value>What the client's last token request since it received this token was answered, if it brought none: an OAuth error code, a status, or "no answer".</value>
    public string? RenewalAnswer { get; internal set; }

    /// <value>When its answer reached the client; null if it never did.</value>
    public TimeSpan? ReceivedAt { get; internal set; }

    /// <value>The client's clock offset when the answer reached it.</value>
    public TimeSpan OffsetAtReceipt { get; internal set; }

    /// <value>When the first request with it left; null before.</value>
    public TimeSpan? FirstSentAt { get; internal set; }

    /// <value>When the last request with it left.</value>
    public TimeSpan LastSentAt { get; internal set; }

    /// <value>The causes it was refused for so far, in the order they came up.</value>
    public IReadOnlyList<RefusalCause> RefusedFor => _refusedFor;

    internal (int Machine, int Process) Holder { get; set; }

    internal Call? FirstCall { get; set; }

    internal int FirstAttempt { get; set; }

    /// <summary>Notes that the token was refused.</summary>
    /// <returns>True if it is the first time for this cause.</returns>
    internal bool NoteRefusal(RefusalCause cause)
    {
        if (_refusedFor.Contains(cause))
            return false;
        _refusedFor = [.. _refusedFor, cause];
        return true;
    }

    /// <summary>Whether an event belongs to the first request this token was sent with.</summary>
    public bool IsFirstRequest(in WorldEvent happened) =>
        ReferenceEquals(FirstCall, happened.Call) && FirstAttempt == happened.Attempt && FirstSentAt == happened.SentAt;
}
