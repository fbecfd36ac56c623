using System.Globalization;

namespace SkewLab.Scenarios.Values;

/// <summary>Rate errors of a clock as people write them: <c>50ppm</c>, <c>-3.5ppm</c>, <c>200ppb</c>; exact in parts per billion, positive = fast.</summary>
public static class DriftText
{
    /// <summary>Reads a drift, in parts per billion.</summary>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static int Parse(string text) => TryParse(text, out var ppb, out var problem) ? ppb : throw new FormatException($"'{text}' {problem}");

    /// <summary>Writes parts per billion so that <see cref="Parse"/> gives the same: <c>50ppm</c>, <c>3.5ppm</c>, <c>200ppb</c>, <c>0ppm</c>.</summary>
    public static string Format(int ppb) =>
        ppb != 0 && Math.Abs((long)ppb) < 1000 ? $"{ppb}ppb" : $"{(ppb / 1000m).ToString("0.###", CultureInfo.InvariantCulture)}ppm";

    /// <summary>Reads a drift, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
    internal static bool TryParse(string text, out int ppb, out string problem)
    {
        ppb = 0;
        var scanner = new NumberScanner(text);
        var sign = scanner.Sign();
        var isNumber = scanner.Number(out var number);
        var unit = scanner.Letters();
        var exact = sign * number * (unit == "ppm" ? 1000 : 1);
        if (!isNumber || !scanner.IsAtEnd) problem = "is not a drift; write it as '50ppm' or '-200ppb'.";
        else if (unit.Length == 0) problem = $"has no unit; write '{text}ppm' or '{text}ppb'.";
        else if (unit is not ("ppm" or "ppb")) problem = $"has the unknown unit '{unit}'; the units are ppm and ppb, as in '50ppm'.";
        else if (exact != decimal.Truncate(exact)) problem = "is finer than 1ppb, the smallest drift a clock can have.";
        else if (Math.Abs(exact) > int.MaxValue) problem = "is more than 2147483ppm, the largest drift that can be written.";
        else (ppb, problem) = ((int)exact, "");
        return problem.Length == 0;
    }
}
