using SkewLab.Scenarios.Clocks;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Timeline;
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
        var profile = ClockProfiles.Find(section.Profile)!;
        var sample = new ProfileSample(profile, plan.Seed, machine);
        var actions = plan.Scenario.Timeline
            .Where(entry => entry.Action is ClockAction action && MachineNames.Matches(action.Clock, machine))
            .Select(entry => (entry.At, Action: (ClockAction)entry.Action))
            .ToLookup(one => one.Action.AffectsReadingsOnly, one => one.Action.FaultAt(one.At));

        // A time service corrects what stands before it. What it does not see stands after it.
        List<IClockFault> faults = [.. Hardware(section, profile, sample, machine), .. sample.SleepsUntil(plan.Scenario.Duration), .. actions[false]];
        if (Discipline(section, profile, sample) is { } discipline)
            faults.Add(discipline);
        if (profile.Ntp is not null && section.Offset is null)
            faults.Add(new Offset(sample.Offset));
        faults.AddRange(actions[true]);
        if ((section.Resolution ?? profile.Resolution) is var resolution && resolution > TimeSpan.Zero)
            faults.Add(new CoarseReads(resolution));
        return new(timeline, ClockModel.Build(faults), plan.Options.Epoch);
    }

    /// <summary>What is wrong with the clock before anybody looks at it.</summary>
    private IEnumerable<IClockFault> Hardware(ClockSection section, ClockProfile profile, ProfileSample sample, string machine)
    {
        yield return new Drift(section.DriftPpb ?? sample.DriftPpb);
        if (profile.Ntp is null && section.Offset is null)
            yield return new Offset(sample.Offset);
        if (section.Offset is { } offset)
            yield return new Offset(offset.Sample(Draw.Of(plan.Seed, StableHash.Of(machine), DrawPurpose.ClockOffset, 0)));
        // The world's usual epoch, not this plan's: moved to another year, a world takes its 1970 along, and no trace depends on the year.
        if (section.DeadBattery is not null || profile.HasDeadBattery)
            yield return new DeadBattery(Scenario.DefaultEpoch, section.DeadBattery?.CorrectedAfter);
    }

    private NtpDiscipline? Discipline(ClockSection section, ClockProfile profile, ProfileSample sample) =>
        section.Ntp is { } own ? new(own.Poll, plan.Scenario.Duration, null, own.StepThreshold, own.SlewRatePpb)
        : profile.Ntp is { } ntp ? new(ntp.Poll, plan.Scenario.Duration, sample.FirstPoll, ntp.StepThreshold, ntp.SlewRatePpb)
        : null;
}
