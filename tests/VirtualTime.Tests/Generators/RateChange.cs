namespace SkewLab.VirtualTime.Tests.Generators;

/// <summary>A slew as a future fault would write it: the script's rate primitive and nothing else.</summary>
internal sealed record RateChange(int Ppb, TimeSpan From, TimeSpan? Duration) : IClockFault
{
    public void Apply(ClockScript script) => script.ChangeRate(Ppb, From, Duration);
}
