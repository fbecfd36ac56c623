using System.CommandLine.Parsing;
using System.Globalization;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary>Reads the values of options, and says what is wrong with them by the option's name.</summary>
internal static class OptionValue
{
    public static TimeSpan? Duration(ArgumentResult argument, string name) => Parsed<TimeSpan>(argument, name, DurationText.Parse);

    /// <summary>A rate error in parts per billion.</summary>
    public static int? Drift(ArgumentResult argument, string name) => Parsed<int>(argument, name, DriftText.Parse);

    public static DateTimeOffset? Instant(ArgumentResult argument, string name) => Parsed<DateTimeOffset>(argument, name, text =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : throw new FormatException($"'{text}' is no date and time, for example 2030-01-01T12:00:00Z"));

    /// <summary>A value of an enum, as the control API writes it.</summary>
    public static TEnum? Word<TEnum>(ArgumentResult argument, string name)
        where TEnum : struct, Enum => Parsed(argument, name, text =>
        {
            var words = WordNaming.WordsOf(typeof(TEnum));
            return words.TryGetValue(text, out var value) ? (TEnum)value : throw new FormatException($"'{text}' is not one of {string.Join(", ", words.Keys)}");
        });

    private static T? Parsed<T>(ArgumentResult argument, string name, Func<string, T> parse)
        where T : struct
    {
        try
        {
            return parse(argument.Tokens[0].Value);
        }
        catch (FormatException problem)
        {
            argument.AddError($"{name}: {problem.Message}");
            return null;
        }
    }
}
