namespace SkewLab.FakeIdp.Knobs;

/// <summary>The lowest and highest value of a knob, both allowed, written as in a scenario.</summary>
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

/// <summary>What holds if a knob without a default value is not given.</summary>
/// <param name="text">A value as in a scenario, or a few words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DefaultAttribute(string text) : Attribute
{
    /// <value>A value as in a scenario, or a few words.</value>
    public string Text { get; } = text;
}
