namespace SkewLab.FakeIdp.Tokens;

/// <summary>What a text must be before the JWT library may look at it.</summary>
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
        return text.AsSpan().Count('.') == 2 ? null : "the text is not a JWT of three parts";
    }
}
