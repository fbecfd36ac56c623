using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Values;

namespace SkewLab.Verdicts.Checks;

/// <summary>How wrong a world can be, read from its scenario: what the client's promises are stated in. Scripted changes of server clocks are not in it.</summary>
/// <param name="Propagation">P: the longest until a node knows an issued token.</param>
/// <param name="Ahead">Da: how far an API node's clock is ahead of the IdP's at most; zero if none is.</param>
/// <param name="Behind">Db: how far one is behind at most; zero if none is.</param>
/// <param name="RoundTrip">r: the longest round trip on any link; null where a link's delay has no bound.</param>
public sealed record WorldBounds(TimeSpan Propagation, TimeSpan Ahead, TimeSpan Behind, TimeSpan? RoundTrip)
{
    private static readonly TimeSpan WholeSecond = TimeSpan.FromSeconds(1);

    /// <summary>The bounds of a scenario.</summary>
    public static WorldBounds Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var nodes = Enumerable.Range(0, scenario.Api.Nodes).Select(index => scenario.Api.NodeCalled(MachineNames.Api(index))).ToArray();
        var propagation = nodes.Max(node => Longest(node.LearnsTokenAfter) ?? Distribution.Limit);
        var clocks = nodes.Select(node => OffsetOf(node.Clock, scenario.Duration)).ToArray();
        var idp = OffsetOf(scenario.Idp.Clock, scenario.Duration);
        var isBounded = scenario.Links.Values.All(link => link.OneWay.Max is not null);
        return new(
            propagation,
            Max(clocks.Max(clock => clock.High) - idp.Low, TimeSpan.Zero),
            Max(idp.High - clocks.Min(clock => clock.Low), TimeSpan.Zero),
            isBounded ? scenario.Links.Values.Select(link => link.OneWay.Max!.Value * 2).DefaultIfEmpty().Max() : null);
    }

    /// <summary>For how long after its request a token may be sent, the client's hard limit: the allowances take half of a short life at most.</summary>
    /// <param name="lifetime">The token's life.</param>
    /// <param name="transit">How long its request took, on the client's elapsed time.</param>
    /// <param name="maxAhead">How far an API node may be ahead.</param>
    /// <param name="maxDriftPpm">How slow elapsed time may be.</param>
    public static TimeSpan Usable(TimeSpan lifetime, TimeSpan transit, TimeSpan maxAhead, int maxDriftPpm)
    {
        var allowances = WholeSecond + maxAhead + transit;
        var granted = lifetime - (allowances < lifetime / 2 ? allowances : lifetime / 2);
        return TimeSpan.FromTicks((long)((Int128)granted.Ticks * 1_000_000 / (1_000_000 + maxDriftPpm)));
    }

    /// <summary>How long before its limit a token is renewed: with its jitter half of the usable life at most.</summary>
    public static TimeSpan MarginOf(TimeSpan usable, TimeSpan margin) => margin < usable / 5 * 2 ? margin : usable / 5 * 2;

    private static (TimeSpan Low, TimeSpan High) OffsetOf(ClockSection? clock, TimeSpan duration)
    {
        var offset = clock?.Offset ?? Distribution.Zero;
        // Rounded up: a clock that gains half a tick is ahead.
        var drift = TimeSpan.FromTicks((long)((((Int128)duration.Ticks * Math.Abs(clock?.DriftPpb ?? 0)) + 999_999_999) / 1_000_000_000));
        return (offset.Min - drift, (offset.Max ?? Distribution.Limit) + drift);
    }

    private static TimeSpan? Longest(Distribution? distribution) => distribution is null ? TimeSpan.Zero : distribution.Max;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
