namespace SkewLab.Simulation.Network;

/// <summary>Decides what a link does to one leg. A link asks its rules in order: delays add up, the first drop ends it.</summary>
public interface ILinkRule
{
    /// <summary>Decides for one leg; a pure function of the leg and, for scripted rules, of what the timeline has done so far.</summary>
    LegFate Decide(in Leg leg);
}

/// <summary>What a rule does to a leg.</summary>
/// <param name="IsDropped">Whether the leg is lost.</param>
/// <param name="Delay">How much later it arrives, in reference time.</param>
public readonly record struct LegFate(bool IsDropped, TimeSpan Delay)
{
    /// <value>Nothing: the leg goes on as it is.</value>
    public static LegFate Pass => default;

    /// <value>The leg never arrives.</value>
    public static LegFate Drop => new(IsDropped: true, TimeSpan.Zero);

    /// <summary>The leg arrives <paramref name="delay"/> later.</summary>
    public static LegFate Deliver(TimeSpan delay) => new(IsDropped: false, delay);
}
