namespace SkewLab.Input;

/// <summary>Numbers with what they count.</summary>
internal static class Counted
{
    /// <summary><c>1 call</c>, <c>14,300 calls</c>.</summary>
    public static string Of(long number, string noun) => number == 1 ? $"1 {noun}" : $"{number:N0} {noun}s";
}
