using System.Security.Cryptography;
using System.Text;
using SkewLab.Explanations.History;
using SkewLab.Simulation.History;

namespace SkewLab.Simulation.Tests.History;

public sealed class TraceWriterTests
{
    private static readonly string EmptyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10_000)] // Some 500,000 bytes: several buffers.
    public void The_hash_is_the_SHA256_of_exactly_the_bytes_written(int events)
    {
        using var file = new MemoryStream();
        using var writer = new TraceWriter(file);
        for (var number = 0; number < events; number++)
            writer.Write(Change(number));

        var hash = writer.Finish();

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file.ToArray())), hash);
        Assert.Equal(string.Concat(Enumerable.Range(0, events).Select(number => $"{number}.0000000 then change {number}\n")), Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public void A_trace_that_is_only_hashed_has_the_hash_of_one_that_is_written()
    {
        using var file = new MemoryStream();
        using var written = new TraceWriter(file);
        using var hashed = new TraceWriter();
        foreach (var writer in new[] { written, hashed })
            writer.Write(Change(1));

        var (one, other) = (written.Finish(), hashed.Finish());

        Assert.Equal(one, other);
        Assert.NotEqual(EmptyHash, one);
    }

    [Fact]
    public void Lines_reach_the_file_when_the_buffer_is_full_and_the_rest_at_the_end()
    {
        using var file = new MemoryStream();
        using var writer = new TraceWriter(file);
        writer.Write(Change(0));
        var before = file.Length;
        for (var number = 1; number < 3000; number++)
            writer.Write(Change(number));
        var during = file.Length;

        writer.Finish();

        Assert.Equal(0, before);
        Assert.InRange(during, 1 << 15, file.Length - 1);
    }

    [Fact]
    public void The_writer_leaves_the_file_open()
    {
        using var file = new MemoryStream();
        using (var writer = new TraceWriter(file))
            writer.Finish();

        Assert.True(file.CanWrite);
    }

    private static WorldEvent Change(int number) => new() { Kind = EventKind.TimelineChanged, At = TimeSpan.FromSeconds(number), Client = -1, Text = $"change {number}" };
}
