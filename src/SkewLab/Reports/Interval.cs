namespace SkewLab.Reports;

/// <summary>A share with its 95 % confidence interval after Wilson, which stays inside 0 % to 100 % and holds for small counts.</summary>
internal static class Interval
{
    private const double Z = 1.959963984540054;

    /// <summary>For example <c>12.5 % (10.3..15.1 %)</c>.</summary>
    public static string Of(long part, long whole)
    {
        var (from, to) = Bounds(part, whole);
        return $"{100.0 * part / whole:0.0} % ({100 * from:0.0}..{100 * to:0.0} %)";
    }

    /// <summary>The interval's ends, 0 to 1.</summary>
    public static (double From, double To) Bounds(long part, long whole)
    {
        var (share, square) = ((double)part / whole, Z * Z / whole);
        var centre = (share + square / 2) / (1 + square);
        var half = Z * Math.Sqrt((share * (1 - share) + square / 4) / whole) / (1 + square);
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
