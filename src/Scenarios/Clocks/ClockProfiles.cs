using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Clocks;

/// <summary>The profiles there are. docs/concepts.md names the source of every number.</summary>
public static class ClockProfiles
{
    private const int Ppm = 1000;

    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly NtpSection Chrony = new() { Poll = 16 * Second, StepThreshold = Second, SlewRatePpb = 83_333_333 };
    private static readonly NtpSection Timesyncd = new() { Poll = 2048 * Second, StepThreshold = 400 * Millisecond };

    private static readonly ClockProfile CloudVm = new()
    {
        Name = "cloud-vm",
        Offset = new(Millisecond / 100, Millisecond),
        DriftPpb = new(1 * Ppm, 50 * Ppm),
        Ntp = Chrony,
    };

    /// <value>Every profile, in the order documents list them.</value>
    public static IReadOnlyList<ClockProfile> All { get; } =
    [
        new() { Name = "perfect" },
        CloudVm,
        CloudVm with
        {
            Name = "cloud-vm-migrating",
            Sleeps = [new(Hour, new(TimeSpan.Zero, 50 * Minute), new(100 * Millisecond, Minute), IsPause: true)],
        },
        new()
        {
            Name = "onprem-no-ntp",
            Offset = new(Second, 10 * Minute),
            DriftPpb = new(5 * Ppm, 200 * Ppm),
        },
        new()
        {
            Name = "windows-domain",
            Offset = new(10 * Millisecond, 2 * Second),
            DriftPpb = new(5 * Ppm, 100 * Ppm),
            Resolution = 15.625 * Millisecond,
            Ntp = new() { Poll = 1024 * Second, StepThreshold = 300 * Second },
        },
        new()
        {
            Name = "laptop",
            Offset = new(Millisecond, 50 * Millisecond),
            DriftPpb = new(5 * Ppm, 100 * Ppm),
            Ntp = Timesyncd,
            Sleeps =
            [
                new(2 * Hour, new(10 * Minute, 80 * Minute), new(Minute, 40 * Minute)),
                new(24 * Hour, new(14 * Hour, 16 * Hour), new(6 * Hour, 8 * Hour)),
            ],
        },
        new()
        {
            Name = "phone",
            Offset = new(10 * Millisecond, 2 * Second),
            DriftPpb = new(5 * Ppm, 100 * Ppm),
            // A slew rate of 1 ppb: what is less than the threshold, Android leaves as it is.
            Ntp = new() { Poll = 18 * Hour, StepThreshold = 2 * Second, SlewRatePpb = 1 },
            Sleeps = [new(15 * Minute, new(Second, 4 * Minute), new(10 * Second, 10 * Minute))],
        },
        new()
        {
            Name = "iot-no-rtc",
            Offset = new(Millisecond, 50 * Millisecond),
            DriftPpb = new(10 * Ppm, 100 * Ppm),
            Ntp = Timesyncd,
            FirstPoll = new(10 * Second, 10 * Minute),
            HasDeadBattery = true,
        },
    ];

    /// <summary>Finds a profile by its name; null if there is none.</summary>
    public static ClockProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);
}
