using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Scenarios.Clocks;

/// <summary>What one machine draws from its clock's profile. Each value is a pure function of (seed, machine, purpose, occurrence): whatever else a scenario says, it stays the same.</summary>
/// <param name="profile">The profile.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="machine">The machine's name.</param>
public sealed class ProfileSample(ClockProfile profile, ulong seed, string machine)
{
    private readonly ulong _component = StableHash.Of(machine);

    /// <summary>The offset; zero if the profile has none.</summary>
    public TimeSpan Offset => profile.Offset is { } range ? new TimeSpan(Signed(range.Low.Ticks, range.High.Ticks, DrawPurpose.ClockOffset)) : TimeSpan.Zero;

    /// <summary>The drift in parts per billion; zero if the profile has none.</summary>
    public int DriftPpb => profile.DriftPpb is { } range ? (int)Signed(range.Low, range.High, DrawPurpose.ClockDrift) : 0;

    /// <summary>When the profile's time service polls first.</summary>
    public TimeSpan FirstPoll
    {
        get
        {
            var draw = Draw.Of(seed, _component, DrawPurpose.ClockProfile, 0);
            return profile.FirstPoll is { } range ? Sized(range, draw) : new TimeSpan(1 + draw.Below(profile.Ntp!.Poll.Ticks));
        }
    }

    /// <summary>Every sleep that begins by the world's end.</summary>
    public IEnumerable<IClockFault> SleepsUntil(TimeSpan end)
    {
        for (var kind = 0; kind < profile.Sleeps.Count; kind++)
        {
            var sleep = profile.Sleeps[kind];
            for (var period = 0L; period * sleep.Every <= end; period++)
            {
                var draw = Draw.Of(seed, _component, DrawPurpose.ClockProfile, kind + 1, period);
                var at = (period * sleep.Every) + sleep.Begin.Low + new TimeSpan(draw.Next(0).Below((sleep.Begin.High - sleep.Begin.Low).Ticks + 1));
                var length = Sized(sleep.Length, draw.Next(1));
                if (at <= end) yield return sleep.IsPause ? new VmPause(at, length) : new Suspend(at, length);
            }
        }
    }

    private long Signed(long low, long high, DrawPurpose purpose)
    {
        var draw = Draw.Of(seed, _component, purpose, 0);
        var size = LogUniformDistribution.Between(low, high, draw.Next(0));
        return draw.Next(1).Happens(0.5) ? size : -size;
    }

    private static TimeSpan Sized(SizeRange<TimeSpan> range, Draw draw) => new(LogUniformDistribution.Between(range.Low.Ticks, range.High.Ticks, draw));
}
