using SkewLab.Simulation.Randomness;
using SkewLab.Simulation.Scenarios;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Simulation.Worlds;

/// <summary>Makes each machine's clock from what the scenario says of it and from the timeline: a clock's whole future is known when its world begins.</summary>
/// <param name="plan">The world.</param>
/// <param name="timeline">Its time line.</param>
internal sealed class WorldClocks(WorldPlan plan, VirtualTimeline timeline)
{
    /// <summary>Makes the clock of one machine.</summary>
    /// <param name="machine">Its name: <c>idp</c>, <c>api-3</c>, <c>client-1</c>.</param>
    /// <param name="section">What the scenario says of its clock.</param>
    public NodeClock Create(string machine, ClockSection section)
    {
        var faults = new List<IClockFault>(ClockProfiles.Find(section.Profile)!.Faults);
        var offset = section.Offset.Sample(Draw.Of(plan.Seed, StableHash.Of(machine), DrawPurpose.ClockOffset, 0));
        if (offset != TimeSpan.Zero)
            faults.Add(new Offset(offset));
        if (section.DriftPpb != 0)
            faults.Add(new Drift(section.DriftPpb));
        if (section.Resolution > TimeSpan.Zero)
            faults.Add(new CoarseReads(section.Resolution));
        foreach (var entry in plan.Scenario.Timeline)
        {
            if (entry.Jump is { } jump && MachineNames.Matches(jump.Clock, machine))
                faults.Add(new Jump(entry.At, jump.By));
            if (entry.Suspend is { } suspend && MachineNames.Matches(suspend.Clock, machine))
                faults.Add(new Suspend(entry.At, suspend.For, suspend.ElapsedCounts, suspend.WallStops));
        }

        return new(timeline, ClockModel.Build(faults), plan.Epoch);
    }
}
