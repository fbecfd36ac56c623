using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Reads the values of one type of field.</summary>
/// <param name="value">The value; null where the JSON is none of it.</param>
/// <param name="rule">What the field must be, in a sentence.</param>
internal sealed class FieldReader(Func<JsonElement, Type, object?> value, Func<Type, string> rule)
{
    private static readonly Dictionary<Type, FieldReader> ByType = new()
    {
        [typeof(string)] = new((json, _) => Text(json), _ => "This is text."),
        [typeof(bool)] = new((json, _) => Flag(json), _ => "This is true or false."),
        [typeof(int)] = new((json, _) => Whole(json), _ => "This is a whole number."),
        [typeof(double)] = new((json, _) => Number(json), _ => "This is a number."),
        [typeof(decimal)] = new((json, _) => Thousandths(json), _ => "This is a number."),
        [typeof(DateTimeOffset)] = new((json, _) => Instant(json), _ => "This is a date and time, for example \"2030-01-01T12:00:00Z\"."),
        [typeof(ulong)] = new((json, _) => Natural(json), _ => "This is a whole number, zero or more."),
        [typeof(TimeSpan)] = new((json, _) => Duration(json), _ => DelayAttribute.Rule),
        [typeof(IReadOnlyList<string>)] = new((json, _) => Texts(json), _ => "This is a list of texts."),
    };

    private static readonly FieldReader Word = new(
        (json, type) => Text(json) is { } text ? WordNaming.WordsOf(type).GetValueOrDefault(text) : null,
        type => $"This is one of {string.Join(", ", WordNaming.WordsOf(type).Keys)}.");

    public static FieldReader? Find(Type type) => type.IsEnum ? Word : ByType.GetValueOrDefault(type);

    public static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    /// <exception cref="ControlProblem">The JSON is none of the type's values, or outside what its field allows.</exception>
    public object Read(JsonElement json, Type type, MemberInfo field, string place)
    {
        try
        {
            if (field.IsDefined(typeof(TextOrJsonAttribute)))
                return Text(json) ?? json.GetRawText();
            if (value(json, type) is { } read && IsAllowed(read, field))
                return read;
        }
        catch (FormatException problem)
        {
            throw ControlProblem.Of(problem.Message, place, json);
        }

        throw ControlProblem.Of(field.GetCustomAttribute<ExpectedAttribute>()?.Rule ?? rule(type), place, json);
    }

    private static bool IsAllowed(object value, MemberInfo field) => field.GetCustomAttributes<ValidationAttribute>().All(rule => rule.IsValid(value));

    private static object? Flag(JsonElement json) => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean() : null;

    private static object? Whole(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) ? number : null;

    private static object? Natural(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetUInt64(out var number) ? number : null;

    private static object? Number(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) ? number : null;

    private static object? Thousandths(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Number || !json.TryGetDecimal(out var number) || Math.Abs(number) >= 1e9m)
            return null;
        return number * 1000 == decimal.Truncate(number * 1000) ? number : null;
    }

    private static object? Instant(JsonElement json)
    {
        const DateTimeStyles Universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(Text(json), CultureInfo.InvariantCulture, Universal, out var instant) ? instant : null;
    }

    private static TimeSpan Duration(JsonElement json) =>
        DurationText.Parse(Text(json) ?? throw new FormatException("This is text with a unit, for example \"90s\"."));

    private static List<string>? Texts(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array || json.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            return null;
        return [.. json.EnumerateArray().Select(item => item.GetString()!)];
    }
}
