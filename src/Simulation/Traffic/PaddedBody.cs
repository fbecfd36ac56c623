namespace SkewLab.Simulation.Traffic;

/// <summary>A query and as many spaces as fill it up: JSON that an API takes only if it arrived whole, however large it is.</summary>
/// <param name="query">The query as JSON.</param>
/// <param name="size">How many bytes the body has; one that the query does not fit into is as long as the query.</param>
internal sealed class PaddedBody(byte[] query, long size)
{
    // The spaces come first, so that a body that was cut off is no JSON.
    private readonly long _spaces = Math.Max(0, size - query.Length);

    /// <value>How many bytes there are.</value>
    public long Length => _spaces + query.Length;

    /// <summary>Copies bytes from a position on.</summary>
    /// <returns>How many were copied: fewer than asked for at a boundary, none at the end.</returns>
    public int Read(long position, Span<byte> destination)
    {
        if (position < _spaces)
        {
            var spaces = (int)Math.Min(destination.Length, _spaces - position);
            destination[..spaces].Fill((byte)' ');
            return spaces;
        }

        var rest = query.AsSpan((int)(position - _spaces));
        var bytes = Math.Min(destination.Length, rest.Length);
        rest[..bytes].CopyTo(destination);
        return bytes;
    }

    /// <summary>The whole body in memory.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        for (var position = 0; position < bytes.Length;)
            position += Read(position, bytes.AsSpan(position));
        return bytes;
    }
}
