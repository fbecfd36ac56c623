using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Model;

/// <summary>What no client can do that knows only its own clock and the answers it gets. docs/results.md explains each.</summary>
public enum LimitName
{
    /// <summary>A token is revoked or ends between send and arrival.</summary>
    [FormerName("L1")]
    EndedInFlight,

    /// <summary>A cold start against a node that is behind: no acceptable token exists yet.</summary>
    [FormerName("L2")]
    ColdStartBehindNode,

    /// <summary>A refresh revokes the old token and the new one is not known yet: neither works.</summary>
    [FormerName("L3")]
    RevokeOnRefreshWithLag,

    /// <summary>One 401 on a young token does not tell "on its way" from "revoked".</summary>
    [FormerName("L4")]
    YoungRefusalAmbiguous,

    /// <summary>The offset to a server is known only to the round trip and a second.</summary>
    [FormerName("L5")]
    OffsetUncertain,

    /// <summary>A suspend and a jump of the wall clock look alike without a boot clock.</summary>
    [FormerName("L6")]
    SuspendOrStep,

    /// <summary>The answer to a rotation is lost and the server grants no reuse.</summary>
    [FormerName("L7")]
    LostRotationAnswer,

    /// <summary>A body that cannot be replayed.</summary>
    [FormerName("L8")]
    UnreplayableBody,

    /// <summary>No <c>expires_in</c>: only a 401 tells that a token has ended.</summary>
    [FormerName("L9")]
    NoLifetime,

    /// <summary>A lifetime shorter than propagation, timeout and skew together: there is no steady state.</summary>
    [FormerName("L10")]
    LifetimeTooShort,

    /// <summary>No 401 on the wire and the fewest token requests exclude each other through the margin.</summary>
    [FormerName("L11")]
    WireAgainstRequests,

    /// <summary>Single flight ends at the process.</summary>
    [FormerName("L12")]
    PerProcess,
}
