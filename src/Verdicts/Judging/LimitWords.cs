using System.Text.Json;
using SkewLab.Scenarios.Model;

namespace SkewLab.Verdicts.Judging;

/// <summary>The limits in words for people.</summary>
public static class LimitWords
{
    /// <summary>The limit's name as scenarios write it: <c>lostRotationAnswer</c>.</summary>
    public static string NameOf(LimitName limit) => JsonNamingPolicy.CamelCase.ConvertName(limit.ToString());

    /// <summary>What no client can do, as a sentence.</summary>
    public static string Of(LimitName limit) => limit switch
    {
        LimitName.EndedInFlight => "the token was revoked or ended between send and arrival",
        LimitName.ColdStartBehindNode => "a cold start against a node that is behind: no acceptable token exists yet",
        LimitName.RevokeOnRefreshWithLag => "the refresh revoked the old token and the new one is not known yet: neither works",
        LimitName.YoungRefusalAmbiguous => "one 401 on a young token does not tell \"on its way\" from \"revoked\"",
        LimitName.OffsetUncertain => "the offset to a server is known only to the round trip and a second",
        LimitName.SuspendOrStep => "a suspend and a jump of the wall clock look alike without a boot clock",
        LimitName.LostRotationAnswer => "the answer to a rotation was lost and the server grants no reuse",
        LimitName.UnreplayableBody => "the body cannot be replayed",
        LimitName.NoLifetime => "without expires_in only a 401 tells that a token has ended",
        LimitName.LifetimeTooShort => "the lifetime is shorter than propagation, timeout and skew together",
        LimitName.WireAgainstRequests => "no 401 on the wire and the fewest token requests exclude each other",
        LimitName.PerProcess => "single flight ends at the process",
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "No such limit."),
    };
}
