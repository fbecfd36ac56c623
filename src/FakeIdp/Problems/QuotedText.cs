using System.Text;

namespace SkewLab.FakeIdp.Problems;

/// <summary>Text from outside, as messages show it.</summary>
internal static class QuotedText
{
    /// <summary>A text in quotes, short and printable.</summary>
    /// <param name="text">The text; null is <c>(none)</c>.</param>
    public static string Of(string? text)
    {
        if (text is null)
            return "(none)";
        var quoted = new StringBuilder("\"");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, 80)))
            quoted.Append(character is >= ' ' and <= '~' and not '"' ? character : '?');
        return quoted.Append(text.Length > 80 ? "…\"" : "\"").ToString();
    }
}
