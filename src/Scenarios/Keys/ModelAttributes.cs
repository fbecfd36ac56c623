namespace SkewLab.Scenarios.Keys;

/// <summary>The lowest and highest value of a key, both allowed, written as in a scenario.</summary>
/// <param name="min">The lowest value: <c>1s</c>, <c>0%</c>, <c>1</c>.</param>
/// <param name="max">The highest value.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute(string min, string max) : Attribute
{
    /// <value>The lowest value, as in a scenario.</value>
    public string Min { get; } = min;

    /// <value>The highest value, as in a scenario.</value>
    public string Max { get; } = max;
}

/// <summary>A value, item or key to show in messages and in the reference.</summary>
/// <param name="text">As in a scenario.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ExampleAttribute(string text) : Attribute
{
    /// <value>As in a scenario.</value>
    public string Text { get; } = text;
}

/// <summary>What holds if a key without a default value is not given.</summary>
/// <param name="text">A value as in a scenario, or a few words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute(string text) : Attribute
{
    /// <value>A value as in a scenario, or a few words.</value>
    public string Text { get; } = text;
}

/// <summary>The value, each item of the list, or each key of the mapping is a name that the vocabulary knows.</summary>
/// <param name="kind">Of what.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownNameAttribute(NameKind kind) : Attribute
{
    /// <value>Of what.</value>
    public NameKind Kind { get; } = kind;
}

/// <summary>A section that may be written as one value, which is then that of <paramref name="key"/>.</summary>
/// <param name="key">The key, as in a scenario.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShorthandAttribute(string key) : Attribute
{
    /// <value>The key, as in a scenario.</value>
    public string Key { get; } = key;
}

/// <summary>The property holds all keys of its section that have no property of their own: the options of the strategy that the section names.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionKeysAttribute : Attribute;
