using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Simulation.Network;

/// <summary>The way between one client and one node.</summary>
public sealed class Link
{
    private readonly List<ILinkRule> _rules = [];

    /// <param name="section">What the scenario says of the link.</param>
    /// <param name="seed">The world's seed.</param>
    /// <param name="client">The client's name.</param>
    /// <param name="node">The node's name.</param>
    public Link(LinkSection section, ulong seed, string client, string node)
    {
        Timeout = section.Timeout;
        var component = StableHash.Of($"{client} -> {node}");
        if (section.OneWay.ConstantValue != TimeSpan.Zero)
            _rules.Add(new Latency(section.OneWay, seed, component));
        var requestLoss = section.Loss + section.RequestLoss - section.Loss * section.RequestLoss;
        var responseLoss = section.Loss + section.ResponseLoss - section.Loss * section.ResponseLoss;
        if (requestLoss > 0 || responseLoss > 0)
            _rules.Add(new RandomLoss(requestLoss, responseLoss, seed, component));
    }

    /// <value>How long a client waits for an answer over this link, on its own elapsed time.</value>
    public TimeSpan Timeout { get; }

    /// <summary>Adds a rule, asked after those there are.</summary>
    /// <returns>What takes this rule away again, and no other. Disposing it twice does no more than once.</returns>
    public IDisposable Add(ILinkRule rule)
    {
        var added = new AddedRule(_rules, rule);
        _rules.Add(added);
        return added;
    }

    /// <summary>Decides when, and whether, a leg arrives.</summary>
    public LegFate Decide(in Leg leg)
    {
        var delay = TimeSpan.Zero;
        foreach (var rule in _rules)
        {
            var fate = rule.Decide(in leg);
            if (fate.IsDropped)
                return fate;
            delay += fate.Delay;
        }

        return LegFate.Deliver(delay);
    }

    // Its own object for each time a rule is added: the same rule may stand on a link twice.
    private sealed class AddedRule(List<ILinkRule> rules, ILinkRule rule) : ILinkRule, IDisposable
    {
        public LegFate Decide(in Leg leg) => rule.Decide(in leg);

        public void Dispose() => rules.Remove(this);
    }
}
