namespace SkewLab.ClientContract;

/// <summary>
/// Names a client factory in scenarios and says where its rule comes from. A factory with this attribute is found by itself: there is no list to extend.
/// </summary>
/// <param name="name">The name in scenarios and reports, in kebab-case: <c>naive-expiry</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StrategyAttribute(string name) : Attribute
{
    /// <value>The name in scenarios and reports.</value>
    public string Name { get; } = name;

    /// <value>The rule in one sentence.</value>
    public required string Rule { get; init; }

    /// <value>Where the rule comes from: article and lines, thread, or document.</value>
    public required string Source { get; init; }
}
