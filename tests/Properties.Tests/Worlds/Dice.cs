using FsCheck;
using FsCheck.Fluent;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Properties.Tests.Worlds;

/// <summary>What a world is made from. A whole world follows from one number, so that it is made in plain code, read from top to bottom.</summary>
internal sealed class Dice(int number)
{
    private readonly SeededRandom _random = new((ulong)number, StableHash.Of("generated world"));

    /// <summary>Worlds as FsCheck generates them.</summary>
    public static Gen<Scenario> Worlds(Func<Dice, Scenario> make) => Gen.Choose(0, int.MaxValue - 1).Select(number => make(new(number)));

    /// <summary>True once in <paramref name="times"/>.</summary>
    public bool OneIn(int times) => _random.Next(times) == 0;

    /// <summary>A whole number, both ends included.</summary>
    public int Count(int low, int high) => _random.Next(low, high + 1);

    /// <summary>Letters and digits.</summary>
    public string Text(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => One<char>([.. "abcdefghijkmnpqrstuvwxyz0123456789"])));

    public T One<T>(params IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    /// <summary>Each octave from <paramref name="low"/> to <paramref name="high"/> is equally likely, and so is each length within it; rounded down to what people write.</summary>
    public TimeSpan Duration(TimeSpan low, TimeSpan high)
    {
        var octaves = 1;
        while (low.Ticks << octaves < high.Ticks)
            octaves++;
        var floor = low.Ticks << _random.Next(octaves);
        return Max(Readable(Min(TimeSpan.FromTicks(_random.NextInt64(floor, floor * 2)), high)), low);
    }

    /// <summary>As <see cref="Duration"/>, or nothing in one case of four.</summary>
    public TimeSpan OrNone(TimeSpan low, TimeSpan high) => OneIn(4) ? TimeSpan.Zero : Duration(low, high);

    /// <summary>As <see cref="OrNone"/>, of either sign.</summary>
    public TimeSpan EitherSign(TimeSpan low, TimeSpan high) => OrNone(low, high) * One(1, -1);

    /// <summary>An instant, evenly.</summary>
    public TimeSpan Between(TimeSpan from, TimeSpan to) => from + Readable(TimeSpan.FromTicks(_random.NextInt64(Math.Max(1, (to - from).Ticks))));

    private static TimeSpan Readable(TimeSpan time)
    {
        var unit = time.TotalMinutes >= 10 ? TimeSpan.TicksPerSecond : time.TotalSeconds >= 1 ? TimeSpan.TicksPerMillisecond * 10 : TimeSpan.TicksPerMillisecond / 10;
        return TimeSpan.FromTicks(time.Ticks / unit * unit);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
