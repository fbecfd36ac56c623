namespace SkewLab.Scenarios.Model;

/// <summary>What no client can do that knows only its own clock and the answers it gets. docs/results.md explains each.</summary>
public enum LimitName
{
    /// <summary>A token is revoked or ends between send and arrival.</summary>
    L1,

    /// <summary>A cold start against a node that is behind: no acceptable token exists yet.</summary>
    L2,

    /// <summary>A refresh revokes the old token and the new one is not known yet: neither works.</summary>
    L3,

    /// <summary>One 401 on a young token does not tell "on its way" from "revoked".</summary>
    L4,

    /// <summary>The offset to a server is known only to the round trip and a second.</summary>
    L5,

    /// <summary>A suspend and a jump of the wall clock look alike without a boot clock.</summary>
    L6,

    /// <summary>The answer to a rotation is lost and the server grants no reuse.</summary>
    L7,

    /// <summary>A body that cannot be replayed.</summary>
    L8,

    /// <summary>No <c>expires_in</c>: only a 401 tells that a token has ended.</summary>
    L9,

    /// <summary>A lifetime shorter than propagation, timeout and skew together: there is no steady state.</summary>
    L10,

    /// <summary>No 401 on the wire and the fewest token requests exclude each other through the margin.</summary>
    L11,

    /// <summary>Single flight ends at the process.</summary>
    L12,
}
