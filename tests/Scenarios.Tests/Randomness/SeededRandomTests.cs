using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Tests.Randomness;

public class SeededRandomTests
{
    private readonly SeededRandom _random = new(42, StableHash.Of("client"));

    [Fact]
    public void The_same_seed_gives_the_same_stream()
    {
        var again = new SeededRandom(42, StableHash.Of("client"));

        Assert.Equal(Enumerable.Range(0, 100).Select(_ => again.NextInt64()), Enumerable.Range(0, 100).Select(_ => _random.NextInt64()));
    }

    [Fact]
    public void Another_seed_or_component_gives_another_stream()
    {
        var first = _random.NextInt64();

        Assert.NotEqual(first, new SeededRandom(43, StableHash.Of("client")).NextInt64());
        Assert.NotEqual(first, new SeededRandom(42, StableHash.Of("client-2")).NextInt64());
    }

    [Fact]
    public void Every_method_stays_in_its_range()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.InRange(_random.Next(), 0, int.MaxValue - 1);
            Assert.InRange(_random.Next(3), 0, 2);
            Assert.InRange(_random.Next(-5, 5), -5, 4);
            Assert.InRange(_random.NextInt64(), 0, long.MaxValue - 1);
            Assert.InRange(_random.NextInt64(long.MinValue, long.MaxValue), long.MinValue, long.MaxValue - 1);
            Assert.InRange(_random.NextDouble(), 0, 1 - 1e-16);
            Assert.InRange(_random.NextSingle(), 0, 1 - 5e-8f);
        }
    }

    [Fact]
    public void An_empty_range_gives_its_only_number()
    {
        Assert.Equal([0L, 7, 0], [_random.Next(0), _random.Next(7, 7), _random.NextInt64(0)]);
    }

    [Fact]
    public void Impossible_ranges_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.Next(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.Next(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.NextInt64(-1));
        Assert.Throws<ArgumentNullException>(() => _random.NextBytes(null!));
    }

    [Fact]
    public void Bytes_are_filled_to_the_last_one()
    {
        var buffers = Enumerable.Range(0, 200).Select(_ => new byte[11]).ToList();
        buffers.ForEach(_random.NextBytes);

        // A byte that is never written stays zero in all 200 buffers.
        Assert.All(Enumerable.Range(0, 11), i => Assert.Contains(buffers, buffer => buffer[i] != 0));
    }

    [Fact]
    public void Shuffling_is_the_same_each_time()
    {
        var first = Enumerable.Range(0, 20).ToArray();
        var second = Enumerable.Range(0, 20).ToArray();

        new SeededRandom(1, 1).Shuffle(first);
        new SeededRandom(1, 1).Shuffle(second);

        Assert.Equal(first, second);
        Assert.NotEqual(Enumerable.Range(0, 20), first);
    }
}
