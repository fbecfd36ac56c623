using SkewLab.Scenarios.Model;

namespace SkewLab.Verdicts.Judging;

/// <summary>The limits in words for people.</summary>
public static class LimitWords
{
    /// <summary>What no client can do, as a sentence.</summary>
    public static string Of(LimitName limit) => limit switch
    {
        LimitName.L1 => "the token was revoked or ended between send and arrival",
        LimitName.L2 => "a cold start against a node that is behind: no acceptable token exists yet",
        LimitName.L3 => "the refresh revoked the old token and the new one is not known yet: neither works",
        LimitName.L4 => "one 401 on a young token does not tell \"on its way\" from \"revoked\"",
        LimitName.L5 => "the offset to a server is known only to the round trip and a second",
        LimitName.L6 => "a suspend and a jump of the wall clock look alike without a boot clock",
        LimitName.L7 => "the answer to a rotation was lost and the server grants no reuse",
        LimitName.L8 => "the body cannot be replayed",
        LimitName.L9 => "without expires_in only a 401 tells that a token has ended",
        LimitName.L10 => "the lifetime is shorter than propagation, timeout and skew together",
        LimitName.L11 => "no 401 on the wire and the fewest token requests exclude each other",
        _ => "single flight ends at the process",
    };
}
