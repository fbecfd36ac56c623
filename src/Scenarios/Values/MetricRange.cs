namespace SkewLab.Scenarios.Values;

/// <summary>The values of a metric that are expected: <c>0</c>, <c>10%..15%</c>, <c>&lt;= 250ms</c>, <c>&gt;= 3</c>. Both ends belong to it.</summary>
/// <remarks>Immutable. Two ranges are equal if their ends and their wording are.</remarks>
public sealed record MetricRange
{
    private readonly string _text;

    internal MetricRange(double min, double max, string text) => (Min, Max, _text) = (min, max, text);

    /// <value>The lowest value, in the metric's unit (a share is 0 to 1); minus infinity if there is none.</value>
    public double Min { get; }

    /// <value>The highest value, in the metric's unit; infinity if there is none.</value>
    public double Max { get; }

    /// <summary>Reads the form a scenario has.</summary>
    /// <param name="text">One value, <c>low..high</c>, <c>&lt;= high</c> or <c>&gt;= low</c>.</param>
    /// <param name="unit">What the metric is measured in.</param>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static MetricRange Parse(string text, MetricUnit unit) =>
        MetricRangeText.TryParse(text, unit, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    /// <summary>Whether <paramref name="value"/>, in the metric's unit, is expected. NaN never is.</summary>
    public bool Contains(double value) => value >= Min && value <= Max;

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;
}
