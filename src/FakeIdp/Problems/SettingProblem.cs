namespace SkewLab.FakeIdp.Problems;

/// <summary>A value that a setting cannot have. Immutable. Who reads settings from outside adds where the value stood: a place in a file, a field, an option.</summary>
/// <param name="Field">The property's name in camelCase, with the names of those that hold it before a dot: <c>retryAfter</c>, <c>headers.Connection</c>,
/// <c>validator.leeway</c>. Empty where the settings as a whole are wrong.</param>
/// <param name="Value">The value; null where there is none, or where no single value is wrong.</param>
/// <param name="Rule">The rule that it breaks, as a sentence with its range and an example.</param>
public sealed record SettingProblem(string Field, object? Value, string Rule)
{
    /// <summary>The same problem, seen from the settings that hold these ones.</summary>
    /// <param name="owner">The holding property's name in camelCase.</param>
    internal SettingProblem Under(string owner) => this with { Field = Field.Length == 0 ? owner : $"{owner}.{Field}" };
}
