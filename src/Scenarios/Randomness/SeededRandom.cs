namespace SkewLab.Scenarios.Randomness;

/// <summary>A <see cref="Random"/> over numbered draws, for code that wants a stream: clients and libraries.</summary>
/// <remarks>Not thread-safe, as every seeded <see cref="Random"/>. Two instances with the same seed and component give the same stream.</remarks>
/// <param name="seed">The run's seed.</param>
/// <param name="component">Whose stream it is, for instance a <see cref="StableHash"/> of a client's name.</param>
/// <param name="purpose">What the stream is for. The default is <see cref="DrawPurpose.ClientRandom"/>.</param>
public sealed class SeededRandom(ulong seed, ulong component, DrawPurpose purpose = DrawPurpose.ClientRandom) : Random(0)
{
    private long _index;

    /// <inheritdoc/>
    public override int Next() => (int)Take().Below(int.MaxValue);

    /// <inheritdoc/>
    public override int Next(int maxValue) => (int)NextInt64(maxValue);

    /// <inheritdoc/>
    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    /// <inheritdoc/>
    public override long NextInt64() => Take().Below(long.MaxValue);

    /// <inheritdoc/>
    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return NextInt64(0, maxValue);
    }

    /// <inheritdoc/>
    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        // Modulo 2^64 on purpose: a range may be wider than long.MaxValue.
        var width = unchecked((ulong)maxValue - (ulong)minValue);
        return unchecked(minValue + (long)Math.BigMul(Take().Bits, width, out _));
    }

    /// <inheritdoc/>
    public override double NextDouble() => Take().Unit;

    /// <inheritdoc/>
    public override float NextSingle() => (Take().Bits >> 40) * (1f / (1 << 24));

    /// <inheritdoc/>
    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    /// <inheritdoc/>
    public override void NextBytes(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var bits = Take().Bits;
            for (var i = 0; i < 8 && buffer.Length > 0; i++, bits >>= 8, buffer = buffer[1..]) buffer[0] = (byte)bits;
        }
    }

    /// <inheritdoc/>
    protected override double Sample() => NextDouble();

    private Draw Take() => Draw.Of(seed, component, purpose, _index++);
}
