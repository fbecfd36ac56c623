namespace SkewLab.Explanations.Causes;

/// <summary>What made one request arrive after its token's end: the first of these that alone accounts for the margin.</summary>
public enum ExpiryReason
{
    /// <summary>The client's wall clock lost time after it had received the token: set back, stopped in sleep, or slow.</summary>
    ClientFellBehind,

    /// <summary>The client had asked for a new token, and got none.</summary>
    RenewalFailed,

    /// <summary>The request arrived at the instant of <c>exp</c>, no later.</summary>
    AtItsEnd,

    /// <summary>The node's clock is ahead of what the IdP's clock was when it issued the token.</summary>
    NodeAhead,

    /// <summary>The request was under way, or waited for a node that slept.</summary>
    UnderWay,

    /// <summary>The client held the token for longer than <c>expires_in</c>, and its clock is behind what the IdP's was when it issued the token.</summary>
    ClientBehind,

    /// <summary>By its own wall clock, too, the client had held the token for longer than <c>expires_in</c>.</summary>
    KeptTooLong,

    /// <summary>The client counts from receipt, the IdP from <c>iat</c>, a whole second before.</summary>
    CountedFromReceipt,

    /// <summary>The lab did not see the client receive the token.</summary>
    Unknown,
}

/// <summary>Why one request was late, and by how much that reason made it so.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Amount">What it added, in reference time.</param>
/// <param name="Answer">For <see cref="ExpiryReason.RenewalFailed"/>: what the token endpoint answered last.</param>
internal readonly record struct Lateness(ExpiryReason Reason, TimeSpan Amount, string? Answer = null)
{
    // margin = (held - lifetime) + (receipt - iat) + under way + (node ahead), and held = held by the client's own wall clock - what that clock was moved by.
    public static Lateness Of(UnauthorizedCase refused)
    {
        if (refused is not { Story: { ReceivedAt: { } receivedAt } story, Refusal.Margin: { } margin })
            return new(ExpiryReason.Unknown, TimeSpan.Zero);
        var fellBehind = story.OffsetAtReceipt - refused.ClientOffset;
        var nodeAhead = refused.NodeOffset - story.IdpOffset;
        var underWay = refused.At - refused.SentAt;
        var clientBehind = story.IdpOffset - refused.ClientOffset;
        var heldTooLong = refused.SentAt - receivedAt - fellBehind - story.Lifetime;
        // A request at the very end has no margin, and what added nothing cannot account for it.
        if (Accounts(fellBehind))
            return new(ExpiryReason.ClientFellBehind, fellBehind);
        if (story.RenewalAnswer is { } answer)
            return new(ExpiryReason.RenewalFailed, margin, answer);
        if (margin == TimeSpan.Zero)
            return new(ExpiryReason.AtItsEnd, TimeSpan.Zero);
        if (Accounts(nodeAhead))
            return new(ExpiryReason.NodeAhead, nodeAhead);
        if (Accounts(underWay))
            return new(ExpiryReason.UnderWay, underWay);
        if (heldTooLong > TimeSpan.Zero && clientBehind >= margin)
            return new(ExpiryReason.ClientBehind, clientBehind);
        return heldTooLong > TimeSpan.Zero
            ? new(ExpiryReason.KeptTooLong, heldTooLong)
            : new(ExpiryReason.CountedFromReceipt, receivedAt - story.IssuedAt + story.FlooredAway);

        bool Accounts(TimeSpan amount) => amount >= margin && amount > TimeSpan.Zero;
    }
}
