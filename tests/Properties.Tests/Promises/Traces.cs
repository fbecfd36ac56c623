using System.Globalization;
using System.Text.RegularExpressions;

namespace SkewLab.Properties.Tests.Promises;

/// <summary>What of a written trace two worlds are compared by.</summary>
internal static partial class Traces
{
    /// <summary>Everything but the client's own readings of the wall, and what the timeline did.</summary>
    public static IEnumerable<string> Wire(string file) => File.ReadLines(file)
        .Where(line => !line.Contains(" then ", StringComparison.Ordinal))
        .Select(line => line.Contains(" serve ", StringComparison.Ordinal) ? line : ClientWall().Replace(line, ""));

    /// <summary>How each call ended, by its number.</summary>
    public static IReadOnlyDictionary<string, string> Outcomes(string file) => File.ReadLines(file)
        .Select(line => Done().Match(line))
        .Where(match => match.Success)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    /// <summary>When the lines that hold a text were written, in reference seconds; of a message only its sending.</summary>
    public static IEnumerable<decimal> InstantsOf(string file, string text) => File.ReadLines(file)
        .Where(line => line.Contains(text, StringComparison.Ordinal) && (line.Contains(" send ", StringComparison.Ordinal) || line.Contains(" call ", StringComparison.Ordinal)))
        .Select(line => decimal.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture));

    /// <summary>The first line in which two traces differ; null if they do not.</summary>
    public static string? FirstDifference(IEnumerable<string> one, IEnumerable<string> other)
    {
        using var lines = one.GetEnumerator();
        using var others = other.GetEnumerator();
        while (true)
        {
            var (more, otherMore) = (lines.MoveNext(), others.MoveNext());
            if (!more && !otherMore)
                return null;
            if (more != otherMore || lines.Current != others.Current)
                return $"{(more ? lines.Current : "(end)")}\n{(otherMore ? others.Current : "(end)")}";
        }
    }

    [GeneratedRegex(" wall=-?[0-9.]+$")]
    private static partial Regex ClientWall();

    [GeneratedRegex("^[0-9.]+ done client-[0-9]+ #([0-9]+)(?:/[0-9]+)? (.+)$")]
    private static partial Regex Done();
}
