using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Simulation.Traffic;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class PaddedBodyTests
{
    [Theory]
    [InlineData(0, "{}")]
    [InlineData(2, "{}")]
    [InlineData(3, " {}")]
    [InlineData(5, "   {}")]
    public void Spaces_fill_a_query_up_and_come_first(int size, string body)
    {
        var padded = new PaddedBody("{}"u8.ToArray(), size);

        Assert.Equal(body, Encoding.UTF8.GetString(padded.ToArray()));
        Assert.Equal(body.Length, padded.Length);
    }

    [Fact]
    public void A_body_that_lost_its_last_byte_is_no_json()
    {
        var body = new PaddedBody(PageQuery.ByNumber(25, 1), 1_000).ToArray();

        Assert.Equal(25, JsonDocument.Parse(body).RootElement.GetProperty("paging").GetProperty("pageSize").GetInt32());
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body.AsMemory(0, 999)));
    }

    [Property(Arbitrary = [typeof(Sizes)], QuietOnSuccess = true)]
    public bool Every_way_to_read_a_body_gives_the_same_bytes(int size, int buffer)
    {
        var body = new PaddedBody(PageQuery.ByNumber(25, 7), size);
        using var read = new MemoryStream();
        new OneShotStream(body).CopyTo(read, 1 + buffer);

        return read.ToArray().SequenceEqual(body.ToArray()) && read.Length == body.Length;
    }

    public static class Sizes
    {
        public static Arbitrary<int> Bytes() => Gen.Choose(0, 300).ToArbitrary();
    }
}
