using System.Globalization;

namespace SkewLab.Scenarios.Values;

/// <summary>Reads an expected range, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
internal static class MetricRangeText
{
    internal static bool TryParse(string text, MetricUnit unit, out MetricRange value, out string problem)
    {
        value = new MetricRange(0, 0, text);
        var (low, high) = Ends(text);
        var (min, max) = (double.NegativeInfinity, double.PositiveInfinity);
        if (low is not null && !End(low, text, unit, out min, out problem)) return false;
        if (high is not null && !End(high, text, unit, out max, out problem)) return false;
        problem = min > max ? $"can never hold; write the lower end first, as in '{high}..{low}'." : "";
        if (problem.Length == 0) value = new MetricRange(min, max, text);
        return problem.Length == 0;
    }

    /// <summary>How a range of this unit looks, for messages and the reference.</summary>
    internal static string Example(MetricUnit unit) => unit switch
    {
        MetricUnit.Count => "'0', '3..5', '<= 3' or '>= 5'",
        MetricUnit.Share => "'0%', '10%..15%', '<= 0.1' or '>= 5%'",
        MetricUnit.Milliseconds or MetricUnit.Seconds => "'0s', '10ms..50ms', '<= 250ms' or '>= 1s'",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "No such unit."),
    };

    private static (string? Low, string? High) Ends(string text)
    {
        if (text.StartsWith("<=", StringComparison.Ordinal)) return (null, text[2..].Trim());
        if (text.StartsWith(">=", StringComparison.Ordinal)) return (text[2..].Trim(), null);
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? (text, text) : (text[..dots].Trim(), text[(dots + 2)..].Trim());
    }

    private static bool End(string end, string text, MetricUnit unit, out double value, out string problem)
    {
        value = 0;
        var named = end == text ? "" : $"holds '{end}', which ";
        if (unit is MetricUnit.Milliseconds or MetricUnit.Seconds)
        {
            if (!DurationText.TryParse(end, out var duration, out problem)) problem = named + problem;
            else value = duration.Ticks / (double)(unit == MetricUnit.Seconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond);
            return problem.Length == 0;
        }

        var scanner = new NumberScanner(end);
        var sign = scanner.Sign();
        var isNumber = scanner.Number(out var number);
        var suffix = scanner.Letters();
        if (!isNumber || !scanner.IsAtEnd) problem = $"{named}is not a range; write {Example(unit)}.";
        else if (sign < 0) problem = $"{named}is negative; no such metric is.";
        else if (unit == MetricUnit.Share) problem = Share(ref number, suffix) ? "" : $"{named}is outside 0% to 100%; a share is written '10%' or '0.1'.";
        else problem = suffix.Length == 0 ? "" : $"{named}has the unit '{suffix}', but the metric is a count; write {number.ToString(CultureInfo.InvariantCulture)}.";
        value = (double)number;
        return problem.Length == 0;
    }

    private static bool Share(ref decimal number, string suffix)
    {
        if (suffix.Trim() == "%") number /= 100;
        else if (suffix.Length > 0) return false;
        return number <= 1;
    }
}
