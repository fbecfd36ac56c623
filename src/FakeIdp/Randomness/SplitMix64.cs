using System.Runtime.CompilerServices;

namespace SkewLab.FakeIdp.Randomness;

/// <summary>The numbers of Steele, Lea and Flood's SplitMix64 (OOPSLA 2014), each a pure function of its index: chance that is the same in every lab. Thread-safe.</summary>
public static class SplitMix64
{
    /// <value>2^64 divided by the golden ratio, odd: what the generator adds at each step.</value>
    public const ulong Increment = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The generator's number at an index, started from zero: neighbours differ in about half of their bits.</summary>
    /// <param name="index">Which, from 1; at 0 it is 0.</param>
    public static ulong At(ulong index) => Finish(index * Increment);

    /// <summary>Bits as a number from 0 to below 1, one of 2^53 evenly spaced ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    /// <summary>The generator's last step (Stafford's variant 13), a bijection.</summary>
    /// <param name="state">The state.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Finish(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        state = (state ^ (state >> 27)) * 0x94D0_49BB_1331_11EB;
        return state ^ (state >> 31);
    }
}
