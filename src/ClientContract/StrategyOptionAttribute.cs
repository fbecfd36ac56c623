namespace SkewLab.ClientContract;

/// <summary>
/// An option that scenarios may set for a strategy: <c>strategies: [ { name: exp-minus-5s, buffer: 10s } ]</c>. The lab checks name, form and range before
/// anything runs.
/// </summary>
/// <param name="name">The key in scenarios, in camelCase.</param>
/// <param name="kind">What the value is; it decides how it is written in a scenario and in <see cref="ClientEnvironment.Options"/>.</param>
/// <param name="defaultValue">
/// What holds if a scenario says nothing, as a scenario would write it: <c>5s</c>. Empty if there is none and the option may be left out.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StrategyOptionAttribute(string name, StrategyOptionKind kind, string defaultValue) : Attribute
{
    /// <value>The key in scenarios.</value>
    public string Name { get; } = name;

    /// <value>What the value is.</value>
    public StrategyOptionKind Kind { get; } = kind;

    /// <value>What holds if a scenario says nothing, as a scenario would write it.</value>
    public string DefaultValue { get; } = defaultValue;

    /// <value>The lowest value allowed, as a scenario would write it; null for a name.</value>
    public string? Min { get; init; }

    /// <value>The highest value allowed, as a scenario would write it; null for a name.</value>
    public string? Max { get; init; }

    /// <value>What it does, in one sentence.</value>
    public required string Description { get; init; }
}

/// <summary>What an option's value is, and how <see cref="ClientEnvironment.Options"/> holds it.</summary>
public enum StrategyOptionKind
{
    /// <summary>A time with its unit (<c>90s</c>); held in .NET's constant format, for <see cref="TimeSpan.Parse(string)"/>.</summary>
    Duration,

    /// <summary>A whole number; held in digits.</summary>
    Count,

    /// <summary>Yes or no; held as <c>true</c> or <c>false</c>.</summary>
    Switch,

    /// <summary>
    /// The name of another strategy of the same assembly, over which this one is put and whose options may then be set, too; held as it is written.
    /// </summary>
    Name,
}
