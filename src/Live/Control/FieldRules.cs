using System.ComponentModel.DataAnnotations;
using SkewLab.Scenarios.Values;

namespace SkewLab.Testing.Control;

/// <summary>What a field must be, as the sentence of whoever is told that it is not.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectedAttribute(string rule) : Attribute
{
    public string Rule => rule;
}

/// <summary>How long news takes: from zero to <see cref="Longest"/>. Other durations are judged by the settings that they become.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DelayAttribute : ValidationAttribute
{
    /// <summary>The longest delay that a lab is told, as in scenarios.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public static string Rule { get; } = $"This is 0s to {DurationText.Format(Longest)}, for example \"10m\".";

    public override bool IsValid(object? value) => value is TimeSpan delay && delay >= TimeSpan.Zero && delay <= Longest;
}

/// <summary>A text that may be given as JSON, which is then its own text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextOrJsonAttribute : Attribute;

/// <summary>Whose properties, of the same names, describe those of a record.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DescribedByAttribute(Type type) : Attribute
{
    public Type Type => type;
}
