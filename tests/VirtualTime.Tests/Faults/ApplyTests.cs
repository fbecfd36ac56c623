using SkewLab.VirtualTime.Faults;

namespace SkewLab.VirtualTime.Tests.Faults;

public sealed class ApplyTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly IClockFault[] All =
    [
        new CoarseReads(Second),
        new DeadBattery(DateTimeOffset.UnixEpoch),
        new Drift(1),
        new Jump(Second, Second),
        new LeapSmear(TimeSpan.FromDays(1)),
        new NtpDiscipline(Second, Second),
        new Offset(Second),
        new Slew(Second, Second),
        new Strobe(Second, Second, Second, Second),
        new Suspend(Second, Second),
        new VmPause(Second, Second),
        new WrongZone(Second, TimeSpan.FromHours(1)),
    ];

    [Fact]
    public void No_fault_is_applied_to_nothing() =>
        Assert.All(All, fault => Assert.Throws<ArgumentNullException>("script", () => fault.Apply(null!)));

    [Fact]
    public void Every_fault_of_the_room_is_tried_here() =>
        Assert.Equal(
            typeof(IClockFault).Assembly.GetTypes().Where(
                type => type.IsAssignableTo(typeof(IClockFault)) && !type.IsInterface).Select(type => type.Name).Order(StringComparer.Ordinal),
            All.Select(fault => fault.GetType().Name));
}
