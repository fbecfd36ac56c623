namespace SkewLab.VirtualTime.Tests.Generators;

/// <summary>The script's rate primitive and nothing else.</summary>
internal sealed record RateChange(int Ppb, TimeSpan From, TimeSpan? Duration) : IClockFault
{
    public void Apply(ClockScript script) => script.ChangeRate(Ppb, From, Duration);
}
