using System.Runtime.CompilerServices;
using SkewLab.FakeIdp.Randomness;

namespace SkewLab.Scenarios.Randomness;

/// <summary>Sixty-four random bits that are a pure function of what they are for, never the next of a stream.</summary>
/// <remarks>
/// Two strategies in one world thereby meet the same delays and losses whatever else they draw, and adding a node shifts nobody.
/// The mix is <see cref="SplitMix64.Finish"/>, once per argument. Each step is a bijection of its argument, so draws that differ in one argument alone never collide.
/// A draw allocates nothing, is immutable, and is safe to use from any thread.
/// </remarks>
public readonly record struct Draw
{
    private Draw(ulong bits) => Bits = bits;

    /// <value>The bits, each of them equally likely to be set.</value>
    public ulong Bits { get; }

    /// <value>A number in [0, 1), one of 2^53 evenly spaced ones.</value>
    public double Unit => SplitMix64.Unit(Bits);

    /// <value>A number strictly between 0 and 1, the middle of one of 2^52 cells: for logarithms and quantiles, which have no value at the ends.</value>
    public double OpenUnit => ((Bits >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <summary>Draws for one purpose.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="component">Who draws: a <see cref="StableHash"/> of a node's, link's or executor's name, or an ordinal.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="index">Which occurrence, for instance the call's number.</param>
    /// <param name="index2">Which occurrence within that, for instance the attempt's number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Draw Of(ulong seed, ulong component, DrawPurpose purpose, long index, long index2 = 0)
    {
        var bits = SplitMix64.Finish(seed + SplitMix64.Increment);
        bits = SplitMix64.Finish((bits ^ component) + SplitMix64.Increment);
        bits = SplitMix64.Finish((bits ^ (ulong)purpose) + SplitMix64.Increment);
        bits = SplitMix64.Finish((bits ^ (ulong)index) + SplitMix64.Increment);
        return new Draw(SplitMix64.Finish((bits ^ (ulong)index2) + SplitMix64.Increment));
    }

    /// <summary>The <paramref name="k"/>th draw derived from this one, for a value that needs more than one.</summary>
    /// <param name="k">Which, from 0. None of them equals this draw by construction; they are as independent of it as of each other.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Draw Next(int k) => new(SplitMix64.Finish(Bits + (((ulong)(uint)k + 1) * SplitMix64.Increment)));

    /// <summary>A whole number from 0 to <paramref name="n"/> - 1.</summary>
    /// <param name="n">How many numbers, at least 1.</param>
    /// <remarks>High half of a 128-bit product: no number is more likely than another by more than n / 2^64.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> is zero or negative.</exception>
    public long Below(long n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return (long)Math.BigMul(Bits, (ulong)n, out _);
    }

    /// <summary>True with the given probability.</summary>
    /// <param name="share">From 0 (never) to 1 (always).</param>
    public bool Happens(double share) => Unit < share;
}
