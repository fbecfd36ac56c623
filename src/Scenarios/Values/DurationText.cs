using System.Globalization;
using System.Text;

namespace SkewLab.Scenarios.Values;

/// <summary>Durations as people write them: <c>90s</c>, <c>1m30s</c>, <c>1.5s</c>, <c>-2ms</c>; exact in ticks of 100 ns.</summary>
public static class DurationText
{
    private static readonly (string Name, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">An optional sign, then numbers with units d h m s ms us, the larger unit first.</param>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static TimeSpan Parse(string text) => TryParse(text, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    /// <summary>Writes a duration so that <see cref="Parse"/> gives the same one: <c>1m30s</c>, <c>800ms</c>, <c>1d12h</c>, <c>0s</c>.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == TimeSpan.Zero) return "0s";
        var text = new StringBuilder(value < TimeSpan.Zero ? "-" : "");
        var rest = Int128.Abs(value.Ticks);
        foreach (var (name, unit) in Units)
        {
            if (rest < unit && name != "us") continue;
            var isWhole = name is "d" or "h" or "m";
            text.Append(isWhole ? (rest / unit).ToString(CultureInfo.InvariantCulture) : ((decimal)rest / unit).ToString("0.#######", CultureInfo.InvariantCulture)).Append(name);
            rest = isWhole ? rest % unit : 0;
            if (rest == 0) break;
        }
        return text.ToString();
    }

    /// <summary>Reads a duration, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
    internal static bool TryParse(string text, out TimeSpan value, out string problem)
    {
        value = default;
        var scanner = new NumberScanner(text);
        var isNegative = scanner.Sign() < 0;
        var sum = 0m;
        var previous = -1;
        do
        {
            if (!scanner.Number(out var number)) return Fail("is not a duration; write it as '90s' or '1m30s'.", out problem);
            var name = scanner.Letters();
            if (name.Length == 0) return Fail($"has no unit; write {Suggest(number, isNegative)}.", out problem);
            var unit = Array.FindIndex(Units, u => u.Name == name);
            if (unit < 0) return Fail($"has the unknown unit '{name}'; the units are d, h, m, s, ms and us, as in '1m30s'.", out problem);
            if (unit <= previous) return Fail("has its units out of order; write the larger unit first and each unit once, as in '1h30m'.", out problem);
            previous = unit;
            // A number has at most 15 digits and a day 864e9 ticks, so the product stays below the limit of a decimal, 7.9e28.
            sum += number * Units[unit].Ticks;
        }
        while (!scanner.IsAtEnd);

        if (sum != decimal.Truncate(sum)) return Fail("is finer than a tick of 100 ns; write '0.1us' or more.", out problem);
        if (sum > long.MaxValue) return Fail("is longer than the longest duration, 10675199d.", out problem);
        value = TimeSpan.FromTicks((long)(isNegative ? -sum : sum));
        problem = "";
        return true;
    }

    private static string Suggest(decimal number, bool isNegative)
    {
        var sign = isNegative ? "-" : "";
        var plain = $"{sign}{number.ToString("0.##################", CultureInfo.InvariantCulture)}";
        // A number of that size is a minute and something; a larger one was more likely meant in milliseconds.
        var isSplit = number == decimal.Truncate(number) && number is > 60 and < 120;
        return isSplit ? $"'{plain}s' or '{sign}{decimal.Floor(number / 60)}m{number % 60}s'" : $"'{plain}s' or '{plain}ms'";
    }

    private static bool Fail(string problem, out string result)
    {
        result = problem;
        return false;
    }
}
