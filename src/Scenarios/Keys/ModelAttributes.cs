namespace SkewLab.Scenarios.Keys;

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

/// <summary>The keys of what the property holds stand in the section itself, beside its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineKeysAttribute : Attribute;
