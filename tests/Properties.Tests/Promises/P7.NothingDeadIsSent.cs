using FsCheck;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P7: no request leaves with a token beyond its hard limit while a newer one is there.</summary>
internal sealed class NothingDeadIsSent : CheckedPromise
{
    public override string Name => "P7";

    public override string Claim => "No request leaves with a token beyond its hard limit once a renewal has succeeded.";

    protected override IReadOnlyList<string> Checks => ["usable-tokens"];

    // A token from a cache has two lives: what is left at the first answer, and at the next.
    public override Gen<Scenario> Worlds => Swarm.Worlds([.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.CachedTokens)]);
}
