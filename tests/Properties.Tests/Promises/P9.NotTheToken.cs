using FsCheck;
using SkewLab.Properties.Tests.Lab;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>P9: 403, <c>insufficient_scope</c> and a 401 without a Bearer challenge are sent once and cause no token request.</summary>
internal sealed class NotTheToken : CheckedPromise
{
    public override string Name => "P9";

    public override bool IsGivenIn(Scenario world) => Assumptions.Hold(world);

    public override string Claim => "A 403, insufficient_scope and a 401 without a Bearer challenge: one send, and no token request.";

    protected override IReadOnlyList<string> Checks => ["no-storm"];

    public override Gen<Scenario> Worlds => Refused.Worlds(
        dice => dice.Count(0, 3) switch
        {
            0 => new() { Status = 403 },
            1 => new() { Status = 401, Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "" } },
            2 => new() { Status = 401, Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Basic realm=api" } },
            _ => new() { Status = dice.One(401, 403), Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Bearer error=\"insufficient_scope\"" } },
        },
        // Nothing else may be refused: what a young token is refused for is resent.
        isExact: true);

    protected override Judgement Numbers(Scenario world, RunResult result) =>
        Judgement.Require(result.Metrics.SendsPerRequestMax <= 1, "a call was resent", $"{result.Metrics.SendsPerRequestMax} sends")
            .And(Judgement.Require(result.Checks![0].Cases == 0, "a token request was forced", $"{result.Checks[0].Cases} forced"));
}
