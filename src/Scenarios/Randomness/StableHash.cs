namespace SkewLab.Scenarios.Randomness;

/// <summary>A hash of a name that is the same in every process and on every platform, unlike <c>string.GetHashCode</c>.</summary>
public static class StableHash
{
    /// <summary>FNV-1a, 64 bits, over the UTF-16 code units of <paramref name="text"/>, low byte first.</summary>
    /// <param name="text">The name. An empty one gives the offset basis, 0xCBF29CE484222325.</param>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF2_9CE4_8422_2325;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 0x100_0000_01B3;
            // A second step only where a high byte exists, so that ASCII names hash as published test vectors say.
            if (unit > 0xFF) hash = (hash ^ (byte)(unit >> 8)) * 0x100_0000_01B3;
        }
        return hash;
    }
}
