using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Randomness;

public class DrawTests
{
    [Fact]
    public void A_draw_is_the_same_number_for_ever()
    {
        // A change here changes every trace: it is never to be made by accident.
        var bits = Draw.Of(42, StableHash.Of("client -> idp"), DrawPurpose.RequestDelay, 7, 1).Bits;

        Assert.Equal(0x252CE3CF1E4A6DD0UL, bits);
    }

    [Fact]
    public void A_draw_depends_on_each_argument()
    {
        Draw[] draws =
        [
            Draw.Of(1, 1, DrawPurpose.Arrival, 1), Draw.Of(2, 1, DrawPurpose.Arrival, 1), Draw.Of(1, 2, DrawPurpose.Arrival, 1),
            Draw.Of(1, 1, DrawPurpose.Balancing, 1), Draw.Of(1, 1, DrawPurpose.Arrival, 2), Draw.Of(1, 1, DrawPurpose.Arrival, 1, 1),
            Draw.Of(1, 1, DrawPurpose.Arrival, 1).Next(0), Draw.Of(1, 1, DrawPurpose.Arrival, 1).Next(1),
        ];

        Assert.Equal(draws.Length, draws.Distinct().Count());
    }

    [Fact]
    public void Every_bit_flips_in_half_of_the_cases_when_the_index_moves_by_one()
    {
        const int Pairs = 20_000;
        var flips = new int[64];
        for (var i = 0; i < Pairs; i++)
        {
            var changed = Draw.Of(9, 3, DrawPurpose.Arrival, i).Bits ^ Draw.Of(9, 3, DrawPurpose.Arrival, i + 1).Bits;
            for (var bit = 0; bit < 64; bit++) flips[bit] += (int)(changed >> bit) & 1;
        }

        // Standard deviation of a bit's count: sqrt(20000) / 2 = 71; five of them allow for 64 bits.
        Assert.All(flips, count => Assert.InRange(count, (Pairs / 2) - 355, (Pairs / 2) + 355));
    }

    [Fact]
    public void Units_fill_their_interval_evenly()
    {
        const int Count = 100_000;
        var units = Enumerable.Range(0, Count).Select(i => Draw.Of(5, 1, DrawPurpose.ClockOffset, i).Unit).ToArray();

        // Mean of a uniform number: 0.5, standard error 0.289 / sqrt(100000) = 0.0009.
        Assert.InRange(units.Average(), 0.495, 0.505);
        Assert.All(units, unit => Assert.InRange(unit, 0, 1 - 1e-16));
        Assert.All(Enumerable.Range(0, 10), tenth => Assert.InRange(units.Count(u => (int)(u * 10) == tenth), 9_500, 10_500));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(long.MaxValue)]
    public void Below_stays_below(long n) =>
        Assert.All(Enumerable.Range(0, 1000), i => Assert.InRange(Draw.Of(1, 1, DrawPurpose.Balancing, i).Below(n), 0, n - 1));

    [Fact]
    public void Below_meets_each_of_eight_nodes_equally_often()
    {
        var counts = new int[8];
        for (var i = 0; i < 80_000; i++) counts[Draw.Of(1, 1, DrawPurpose.Balancing, i).Below(8)]++;

        // Standard deviation: sqrt(80000 * 1/8 * 7/8) = 94.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 400, 10_000 + 400));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Below_refuses_an_empty_range(long n) => Assert.Throws<ArgumentOutOfRangeException>(() => Draw.Of(1, 1, DrawPurpose.Balancing, 0).Below(n));

    [Fact]
    public void Nothing_happens_with_share_zero_and_everything_with_share_one()
    {
        Assert.All(Enumerable.Range(0, 1000), i => Assert.False(Draw.Of(1, 1, DrawPurpose.RequestLoss, i).Happens(0)));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.True(Draw.Of(1, 1, DrawPurpose.RequestLoss, i).Happens(1)));
    }

    [Fact]
    public void Sampling_allocates_nothing()
    {
        var distribution = Distribution.Parse("lognormal(20ms, 0.3)");
        _ = distribution.Sample(Draw.Of(1, 1, DrawPurpose.RequestDelay, 0));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _ = distribution.Sample(Draw.Of(1, 1, DrawPurpose.RequestDelay, i));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData("", 0xCBF29CE484222325)]
    [InlineData("a", 0xAF63DC4C8601EC8C)]
    [InlineData("foobar", 0x85944171F73967E8)]
    public void The_hash_of_a_name_is_the_published_one(string name, ulong expected) => Assert.Equal(expected, StableHash.Of(name));

    [Fact]
    public void A_high_byte_counts_in_a_hash() => Assert.NotEqual(StableHash.Of("\u0161"), StableHash.Of("a"));
}
