using System.IO.Pipelines;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>A response body in memory, as the pipe that endpoints write to. Kept from request to request with its buffer.</summary>
internal sealed class BodyPipe(Func<Task> start) : PipeWriter
{
    private byte[] _buffer = new byte[2048];

    public int Length { get; private set; }

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => 0;

    public byte[] ToArray() => _buffer.AsSpan(0, Length).ToArray();

    public void Reset() => Length = 0;

    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, _buffer.Length - Length);
        Length += bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = Length + Math.Max(sizeHint, 1);
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, 2 * _buffer.Length));
        return _buffer.AsMemory(Length);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        var started = start();
        return started.IsCompletedSuccessfully ? default : Wait(started);

        static async ValueTask<FlushResult> Wait(Task started)
        {
            await started;
            return default;
        }
    }

    public override void CancelPendingFlush()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }
}
