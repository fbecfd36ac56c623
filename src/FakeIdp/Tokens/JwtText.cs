using System.Buffers.Text;
using System.Text.Json;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>What a text must be before the JWT library may look at it: the library trusts what it reads more than a server can.</summary>
internal static class JwtText
{
    /// <summary>No token comes near this many characters.</summary>
    public const int MaximumLength = 16 * 1024;

    /// <summary>The problem of a text that is too long; null if it is not.</summary>
    public static string? ProblemOfLength(ReadOnlySpan<char> text) =>
        text.Length > MaximumLength ? $"the text is longer than {MaximumLength} characters" : null;

    /// <summary>Why the text is no compact JWT; null if it may be one.</summary>
    public static string? ProblemOf(string text)
    {
        if (ProblemOfLength(text) is { } problem)
            return problem;
        // Five parts are a JWE, which the lab never accepts.
        if (text.AsSpan().Count('.') != 2)
            return "the text is not a JWT of three parts";
        try
        {
            // The library's time grows with the square of the nesting: a token of brackets would hold a node up for a fifth of a second.
            foreach (var part in text.AsSpan(0, text.LastIndexOf('.')).Split('.'))
                CheckNesting(Base64Url.DecodeFromChars(text.AsSpan()[part]));
            return null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return "the JWT cannot be decoded";
        }
    }

    // 64 levels, the reader's own limit.
    private static void CheckNesting(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
        }
    }
}
