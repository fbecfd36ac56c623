using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>
/// A step of the wall looks like a suspend (docs/results.md, L6): a client that looks for jumps gives up the tokens that a suspend of that length would have outlasted, and with them what makes it warm.
/// So where the wall is stepped, it does not look.
/// </summary>
internal static class Unsuspecting
{
    public static Scenario Of(Scenario world) => world.Timeline.All(entry => entry.Action is RevokeAction) ? world : world with
    {
        Strategies = [world.Strategies[0] with { Options = new Dictionary<string, string>(world.Strategies[0].Options) { ["detectDiscontinuities"] = "false" } }],
    };
}
