using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Worlds;

/// <summary>Clocks that people recognise, by the name scenarios use.</summary>
/// <param name="Name">The name: <c>perfect</c>.</param>
/// <param name="Faults">What is wrong with such a clock.</param>
public sealed record ClockProfile(string Name, IReadOnlyList<IClockFault> Faults);

/// <summary>The profiles there are.</summary>
public static class ClockProfiles
{
    /// <value>Every profile, in the order documents list them.</value>
    public static IReadOnlyList<ClockProfile> All { get; } = [new("perfect", [])];

    /// <summary>Finds a profile by its name; null if there is none.</summary>
    public static ClockProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name == name);
}
