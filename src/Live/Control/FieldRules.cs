using System.ComponentModel.DataAnnotations;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Control;

/// <summary>What a field must be, as the sentence of whoever is told that it is not.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpectedAttribute(string rule) : Attribute
{
    public string Rule => rule;
}

/// <summary>A duration that may be negative, and as long as it likes; every other one is from zero to <see cref="Longest"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AnyDurationAttribute : Attribute
{
    /// <summary>The longest duration that a lab is told, as in scenarios.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3650);
}

/// <summary>A duration of more than zero.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MoreThanZeroAttribute : ValidationAttribute
{
    public const string Rule = "This is more than 0s, for example \"1m\".";

    public override bool IsValid(object? value) => value is TimeSpan duration && duration > TimeSpan.Zero;
}

/// <summary>A lifetime of access tokens.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LifetimeAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is TimeSpan duration && LifetimeRule.Allows(duration);
}

/// <summary>A text that may be given as JSON, which is then its own text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextOrJsonAttribute : Attribute;
