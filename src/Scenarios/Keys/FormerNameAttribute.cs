namespace SkewLab.Scenarios.Keys;

/// <summary>What scenarios called a word before: it is taken for one version, with a warning.</summary>
/// <param name="name">The former word, as in a scenario.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class FormerNameAttribute(string name) : Attribute
{
    /// <value>The former word, as in a scenario.</value>
    public string Name { get; } = name;
}
