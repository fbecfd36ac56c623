using FsCheck;
using SkewLab.Scenarios.Model;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P8: a 401 on an older generation causes no token request; each generation causes at most one forced refresh.</summary>
internal sealed class OneForcedRefreshPerToken : CheckedPromise
{
    public override string Name => "P8";

    public override string Claim => "A refusal of an older token forces no token request, and each token is replaced by force once at most.";

    protected override IReadOnlyList<string> Checks => ["forced-once"];

    public override Gen<Scenario> Worlds => Refused.Worlds(dice => new() { Status = 401, Times = dice.OneIn(2) ? dice.Count(1, 30) : null }, withRevocations: true);
}
