namespace SkewLab.Client;

/// <summary>Why a 401 went to the caller instead of being answered by another send.</summary>
public enum SurfacedReason
{
    /// <summary>The answer refuses not the token but its scope, or speaks no Bearer (RFC 6750 section 3): another token would meet the same.</summary>
    NotTheToken,

    /// <summary>A redirect below this client changed the address and stripped the token.</summary>
    Redirected,

    /// <summary>The body can be sent only once; see <see cref="SkewAwareOptions.ReplayBufferLimitBytes"/>.</summary>
    NotReplayable,

    /// <summary>The call's sends or its time were used up; see <see cref="SkewAwareOptions.MaxSends"/> and
    /// <see cref="SkewAwareOptions.MaxAddedDelay"/>.</summary>
    BudgetSpent,

    /// <summary>Too many renewals were forced lately, or the token endpoint keeps handing out the refused token: a permanent 401 must not become a
    /// storm.</summary>
    RefreshLimited,

    /// <summary>No newer token could be had within the call's time.</summary>
    RefreshFailed,

    /// <summary>The token that was renewed for this call was refused too.</summary>
    RefusedAgain,
}
