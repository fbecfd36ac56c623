namespace SkewLab.Simulation.Network;

/// <summary>Loses the next legs of one direction, as the timeline says.</summary>
/// <param name="direction">Which leg.</param>
/// <param name="times">How many, at least 1.</param>
internal sealed class ScriptedLoss(LegDirection direction, int times) : ILinkRule
{
    private int _left = times;

    public LegFate Decide(in Leg leg)
    {
        if (leg.Direction != direction || _left == 0)
            return LegFate.Pass;
        _left--;
        return LegFate.Drop;
    }
}
