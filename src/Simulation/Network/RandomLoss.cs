using SkewLab.Scenarios.Randomness;

namespace SkewLab.Simulation.Network;

/// <summary>Loses a share (0 to 1) of each kind of leg, drawn by link, call and attempt.</summary>
internal sealed class RandomLoss(double requestShare, double responseShare, ulong seed, ulong component) : ILinkRule
{
    public LegFate Decide(in Leg leg)
    {
        var (share, purpose) = leg.Direction == LegDirection.Request
            ? (requestShare, DrawPurpose.RequestLoss)
            : (responseShare, DrawPurpose.ResponseLoss);
        return Draw.Of(seed, component, purpose, leg.Index, leg.Attempt).Happens(share) ? LegFate.Drop : LegFate.Pass;
    }
}
