using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Rules;

/// <summary>What must hold beyond the single value. A rule is one method: it looks at sound values only and reports where the fault stands.</summary>
internal static class ScenarioRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        WorldRules.Check(scenario, file);
        TokenRules.Check(scenario, file);
        ClockRules.Check(scenario, file);
        ClockSectionRules.Check(scenario, file);
        ClockActionRules.Check(scenario, file);
        NodeRules.Check(scenario, file);
        FleetRules.Check(scenario, file);
        TrafficRules.Check(scenario, file);
        JobRules.Check(scenario, file);
        TimelineRules.Check(scenario, file);
        ActionRules.Check(scenario, file);
        FaultRules.Check(scenario, file);
    }
}
