using System.Globalization;
using System.Text.Json.Nodes;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Binding;

/// <summary>A count or a seed: digits, no unit, no sign.</summary>
internal sealed class WholeNumberKind(Type type) : ScalarKind
{
    internal override string Name => "whole number";

    internal override string Example => "1";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isNumber = text.Length > 0 && text.All(char.IsAsciiDigit);
        var isSmall = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        problem = !isNumber ? "is not a whole number; write digits only, as in '8'."
            : !isSmall && type == typeof(ulong) ? $"is too large; the largest is {ulong.MaxValue}."
            : "";
        // A number beyond an int is beyond the bounds of its key too, and that is the message that helps.
        value = type == typeof(int) ? isSmall && number < int.MaxValue ? (int)number : int.MaxValue : number;
        return problem.Length == 0;
    }

    internal override string Format(object value) => value.ToString()!;

    internal override JsonObject Schema(BoundsAttribute? bounds)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = 0 };
        if (bounds is null) return schema;
        schema["minimum"] = JsonNode.Parse(bounds.Min);
        schema["maximum"] = JsonNode.Parse(bounds.Max);
        return schema;
    }
}

/// <summary>A share, written in percent.</summary>
internal sealed class ShareKind : ScalarKind
{
    internal static readonly ShareKind Instance = new();

    internal override string Name => "percentage";

    internal override string Example => "1%";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var scanner = new NumberScanner(text);
        var sign = scanner.Sign();
        var isNumber = scanner.Number(out var number);
        var unit = scanner.Letters();
        problem = !isNumber || !scanner.IsAtEnd ? "is not a percentage; write it as '1%'."
            : unit.Length == 0 ? $"has no unit; write '{text}%', from 0% to 100%."
            : unit != "%" ? $"has the unknown unit '{unit}'; write a percentage such as '1%'."
            : "";
        value = (double)(sign * number / 100);
        return problem.Length == 0;
    }

    internal override string Format(object value) => $"{((decimal)(double)value * 100).ToString("0.##########", CultureInfo.InvariantCulture)}%";

    internal override JsonObject Schema(BoundsAttribute? bounds) => TextSchema(@"^\+?([0-9]{1,2}(\.[0-9]+)?|100(\.0+)?)%$");
}

/// <summary>A clock's rate error, in ppm or ppb.</summary>
internal sealed class DriftKind : ScalarKind
{
    internal static readonly DriftKind Instance = new();

    internal override string Name => "ppm or ppb";

    internal override string Example => "50ppm";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isRead = DriftText.TryParse(text, out var ppb, out problem);
        value = ppb;
        return isRead;
    }

    internal override string Format(object value) => DriftText.Format((int)value);

    internal override JsonObject Schema(BoundsAttribute? bounds) => TextSchema(@"^[+-]?[0-9]+(\.[0-9]+)?pp[mb]$");
}

/// <summary>Events in a period.</summary>
internal sealed class RateKind : ScalarKind
{
    internal static readonly RateKind Instance = new();

    internal override string Name => "rate";

    internal override string Example => "12/min";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isRead = Rate.TryParse(text, out var rate, out problem);
        value = rate;
        return isRead;
    }

    internal override string Format(object value) => value.ToString()!;

    internal override JsonObject Schema(BoundsAttribute? bounds) => TextSchema("^[0-9]+ */ *(s|min|h|d)$");
}

/// <summary>The expected values of a metric.</summary>
internal sealed class MetricRangeKind(MetricUnit? unit) : ScalarKind
{
    /// <summary>For a metric that is not known: the name is the error, not the range.</summary>
    internal static readonly MetricRangeKind AnyUnit = new((MetricUnit?)null);

    internal override string Name => "range";

    internal override string Example => "10%..15%";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        problem = "";
        var range = new MetricRange(0, 0, text);
        var isRead = unit is null || MetricRangeText.TryParse(text, unit.Value, out range, out problem);
        value = range;
        return isRead;
    }

    internal override string Format(object value) => value.ToString()!;

    // Counts and shares may be bare numbers; the text's form depends on too much for a pattern to help.
    internal override JsonObject Schema(BoundsAttribute? bounds) =>
        unit is MetricUnit.Milliseconds or MetricUnit.Seconds ? new() { ["type"] = "string" } : new() { ["type"] = new JsonArray("string", "number"), ["minimum"] = 0 };
}
