using System.Globalization;

namespace SkewLab.Explanations.Causes;

/// <summary>Times as people read them: the unit that fits, and no more digits than help.</summary>
public static class TimeText
{
    /// <summary>One time: <c>765 ms</c>, <c>2.1 s</c>, <c>1 h 5 min</c>.</summary>
    public static string Of(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            return "-" + Of(-time);
        if (time == TimeSpan.Zero)
            return "0 ms";
        if (time < TimeSpan.FromMilliseconds(10))
            return Text(time.TotalMilliseconds, "0.##", "ms");
        if (time.TotalMilliseconds < 999.5)
            return Text(time.TotalMilliseconds, "0", "ms");
        if (time < TimeSpan.FromMinutes(2))
            return Text(time.TotalSeconds, "0.##", "s");
        if (Math.Round(time.TotalSeconds) < 3600)
            return Whole(time.TotalSeconds, 60, "min", "s");
        return time < TimeSpan.FromDays(2) ? Whole(time.TotalMinutes, 60, "h", "min") : Whole(time.TotalHours, 24, "days", "h");
    }

    /// <summary>An extent: <c>18 ms</c>, or <c>18 ms to 1.2 s</c>.</summary>
    public static string Of(Extent extent)
    {
        if (extent is not { Min: { } min, Max: { } max })
            return "unknown";
        var (from, to) = (Of(min), Of(max));
        return from == to ? from : $"{from} to {to}";
    }

    private static string Text(double number, string format, string unit) => $"{number.ToString(format, CultureInfo.InvariantCulture)} {unit}";

    private static string Whole(double small, int perLarge, string large, string smallUnit)
    {
        var (whole, rest) = Math.DivRem((long)Math.Round(small), perLarge);
        return rest == 0 ? $"{whole} {large}" : $"{whole} {large} {rest} {smallUnit}";
    }
}
