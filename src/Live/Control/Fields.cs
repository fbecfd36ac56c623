using System.Globalization;
using System.Text.Json;
using SkewLab.Scenarios.Values;

namespace SkewLab.Testing.Control;

/// <summary>The fields of one JSON object: read by name and kind, each mistake named with its place.</summary>
internal sealed class Fields
{
    /// <summary>The longest duration that a lab is told, as in scenarios; offsets of clocks apart.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(3650);

    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly string _place;

    /// <param name="json">The object.</param>
    /// <param name="place">Where it stands, for messages; empty for the body itself.</param>
    /// <param name="known">The fields it may have; none allows every name.</param>
    /// <exception cref="ControlProblem">It is no object, or has a field twice or one that nobody knows.</exception>
    public Fields(JsonElement json, string place, params IReadOnlyCollection<string> known)
    {
        _place = place;
        if (json.ValueKind != JsonValueKind.Object)
            throw new ControlProblem(400, "This is a JSON object.", place.Length > 0 ? place : null, json.GetRawText());
        foreach (var field in json.EnumerateObject())
        {
            if (known.Count > 0 && !known.Contains(field.Name))
                throw new ControlProblem(400, $"There is no such field; there are {string.Join(", ", known)}.", PlaceOf(field.Name), field.Value.GetRawText());
            if (!_values.TryAdd(field.Name, field.Value))
                throw new ControlProblem(400, "A field stands once.", PlaceOf(field.Name), field.Value.GetRawText());
        }
    }

    public IEnumerable<string> Names => _values.Keys;

    public string PlaceOf(string name) => _place.Length == 0 ? name : $"{_place}.{name}";

    public Fields? Object(string name, params IReadOnlyCollection<string> known) => Find(name) is { } json ? new(json, PlaceOf(name), known) : null;

    public string? Text(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.String ? json.GetString()
        : throw Bad(name, "This is text.");

    /// <summary>A list of texts; null where it is not there.</summary>
    /// <param name="name">The field.</param>
    /// <param name="what">What the texts are, with an example.</param>
    public IReadOnlyList<string>? Texts(string name, string what)
    {
        if (Find(name) is not { } list)
            return null;
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Bad(name, $"This is a list of {what}.");
        return [.. list.EnumerateArray().Select(item => item.GetString()!)];
    }

    public TimeSpan? Duration(string name) => Find(name) is { } json ? Parsed(name, json, DurationText.Parse) : null;

    public TimeSpan? PositiveDuration(string name) => Duration(name) is not { } duration ? null
        : duration >= TimeSpan.Zero && duration <= LongestDuration ? duration
        : throw Bad(name, $"This is 0s to {DurationText.Format(LongestDuration)}, for example \"10m\".");

    public DateTimeOffset? Instant(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(json.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw Bad(name, "This is a date and time, for example \"2030-01-01T12:00:00Z\".");

    public bool? Flag(string name) => Find(name) is not { } json ? null
        : json.ValueKind is JsonValueKind.True or JsonValueKind.False ? json.GetBoolean()
        : throw Bad(name, "This is true or false.");

    public int? Whole(string name, int least, int most) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Bad(name, $"This is a whole number from {least} to {most}.");

    public double? Share(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var share) && share is > 0 and <= 1 ? share
        : throw Bad(name, "This is a number above 0, at most 1, for example 0.1.");

    /// <summary>A rate error in ppm, as a number with at most three decimals, in parts per billion.</summary>
    public int? PartsPerMillion(string name) => Find(name) is not { } json ? null
        : json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var ppm) && Math.Abs(ppm) <= 100_000 && ppm * 1000 == decimal.Truncate(ppm * 1000) ? (int)(ppm * 1000)
        : throw Bad(name, "This is a number from -100000 to 100000 with at most three decimals, for example 50.");

    public TEnum? Word<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        var words = Enum.GetNames<TEnum>().ToDictionary(word => IsAbbreviation(word) ? word : JsonNamingPolicy.CamelCase.ConvertName(word), StringComparer.Ordinal);
        return words.TryGetValue(text, out var found) ? Enum.Parse<TEnum>(found) : throw Bad(name, $"This is one of {string.Join(", ", words.Keys)}.");
    }

    /// <summary>A value's JSON as it stands.</summary>
    public JsonElement? Find(string name) => _values.TryGetValue(name, out var json) && json.ValueKind != JsonValueKind.Null ? json : null;

    /// <summary>The JSON of a field that there is, null included.</summary>
    public JsonElement Raw(string name) => _values[name];

    public ControlProblem Bad(string name, string rule) => new(400, rule, PlaceOf(name), Find(name) is not { } json ? null : json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText());

    // RS256 is written as it is.
    private static bool IsAbbreviation(string word) => word.Any(char.IsDigit);

    private T Parsed<T>(string name, JsonElement json, Func<string, T> parse)
    {
        if (json.ValueKind != JsonValueKind.String)
            throw Bad(name, "This is text with a unit, for example \"90s\".");
        try
        {
            return parse(json.GetString()!);
        }
        catch (FormatException problem)
        {
            throw Bad(name, problem.Message);
        }
    }
}
