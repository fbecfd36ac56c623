namespace SkewLab.Scenarios.Keys;

/// <summary>The key under which a kind of action stands in a scenario, and what the schema, the editor and the reference say of it.</summary>
/// <param name="order">Where it stands among the keys of its section; no two are the same.</param>
/// <param name="key">The key: <c>jump</c>.</param>
/// <param name="description">One sentence.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActionKeyAttribute(int order, string key, string description) : Attribute
{
    /// <value>Where the key stands among those of its section.</value>
    public int Order { get; } = order;

    /// <value>The key, as in a scenario.</value>
    public string Key { get; } = key;

    /// <value>One sentence.</value>
    public string Description { get; } = description;

    /// <value>Whether the key holds the value of the action's one property, <c>revoke: allTokens</c>, in place of a mapping. False by default.</value>
    public bool HoldsValue { get; init; }
}

/// <summary>The property holds one of several kinds, each under the key of its own <see cref="ActionKeyAttribute"/>: exactly one of these keys is given.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfKeysAttribute : Attribute;
