using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
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

    [Fact]
    public void Every_way_to_read_a_body_gives_the_same_bytes() =>
        Prop.ForAll(Gen.Choose(0, 300).Two().ToArbitrary(), sizes =>
        {
            var body = new PaddedBody(PageQuery.ByNumber(25, 7), sizes.Item1);
            using var read = new MemoryStream();
            new OneShotStream(body).CopyTo(read, 1 + sizes.Item2);

            return read.ToArray().SequenceEqual(body.ToArray()) && read.Length == body.Length;
        }).Check(Config.QuickThrowOnFailure);
}
