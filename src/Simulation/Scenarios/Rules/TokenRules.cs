using SkewLab.Simulation.Scenarios.Binding;

namespace SkewLab.Simulation.Scenarios.Rules;

/// <summary>Rules about the access tokens that are issued.</summary>
internal static class TokenRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        LifetimeIsInWholeSeconds(scenario, file);
    }

    private static void LifetimeIsInWholeSeconds(Scenario scenario, BoundFile file)
    {
        if (scenario.Idp.Tokens.Lifetime.Ticks % TimeSpan.TicksPerSecond != 0)
            file.ReportValue("idp.tokens.lifetime", "is not in whole seconds, which is all that 'expires_in' can hold; write it as in '90s'.");
    }
}
