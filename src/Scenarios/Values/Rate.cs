using System.Globalization;

namespace SkewLab.Scenarios.Values;

/// <summary>How many events in which period: <c>12/min</c>, <c>1/s</c>, <c>100/h</c>, <c>3/d</c>. Exact: a count and a period, never a quotient.</summary>
/// <remarks>Immutable. <c>60/min</c> and <c>1/s</c> happen equally often and are two values.</remarks>
public sealed record Rate
{
    /// <summary>The highest count: 1,000,000 in a period.</summary>
    public const int MaxCount = 1_000_000;

    private static readonly (string Name, TimeSpan Period)[] Periods =
        [("s", TimeSpan.FromSeconds(1)), ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1))];

    private Rate(int count, TimeSpan period) => (Count, Period) = (count, period);

    /// <value>Events in a period, 1 to <see cref="MaxCount"/>.</value>
    public int Count { get; }

    /// <value>A second, a minute, an hour or a day.</value>
    public TimeSpan Period { get; }

    /// <value>The time between two events on average, rounded down to a tick of 100 ns. For the nth event use <see cref="TimeOf"/>, which does not add up rounding.</value>
    public TimeSpan MeanInterval => Period / Count;

    /// <summary>Reads the form a scenario has.</summary>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static Rate Parse(string text) => TryParse(text, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    /// <summary>When the <paramref name="n"/>th of evenly spaced events is due, counted from 0 at time zero; rounded down to a tick.</summary>
    public TimeSpan TimeOf(long n) => TimeSpan.FromTicks((long)((Int128)n * Period.Ticks / Count));

    /// <summary>The form a scenario has, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() => $"{Count}/{Array.Find(Periods, p => p.Period == Period).Name}";

    /// <summary>Reads a rate, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
    internal static bool TryParse(string text, out Rate value, out string problem)
    {
        value = new Rate(1, TimeSpan.FromSeconds(1));
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        var isNumber = decimal.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count);
        if (!isNumber || parts.Length > 2) problem = "is not a rate; write a count and a period, as in '12/min'.";
        else if (parts.Length == 1) problem = $"has no period; write '{parts[0]}/s', '{parts[0]}/min', '{parts[0]}/h' or '{parts[0]}/d'.";
        else if (Array.FindIndex(Periods, p => p.Name == parts[1]) is var index && index < 0) problem = $"has the unknown period '{parts[1]}'; the periods are s, min, h and d, as in '12/min'.";
        else if (count != decimal.Truncate(count)) problem = "has a fraction; write whole events in a longer period, as in '30/min' for one every two seconds.";
        else if (count is < 1 or > MaxCount) problem = "is outside 1 to 1000000 events in a period.";
        else (value, problem) = (new Rate((int)count, Periods[index].Period), "");
        return problem.Length == 0;
    }
}
