using System.Net;

namespace SkewLab.Simulation.Traffic;

/// <summary>A content that writes its bytes anew each time it is sent, and holds none of them.</summary>
internal sealed class RecreatableContent(PaddedBody body) : HttpContent
{
    private const int ChunkBytes = 4096;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var chunk = new byte[ChunkBytes];
        for (var position = 0L; position < body.Length;)
        {
            var length = body.Read(position, chunk);
            await stream.WriteAsync(chunk.AsMemory(0, length)).ConfigureAwait(false);
            position += length;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
