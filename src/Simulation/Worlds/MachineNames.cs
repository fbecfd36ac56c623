namespace SkewLab.Simulation.Worlds;

/// <summary>How scenarios name machines.</summary>
public static class MachineNames
{
    /// <summary>Whether a scenario's name for one or several machines means this one.</summary>
    /// <param name="pattern"><c>idp</c>, <c>api-3</c>, <c>api-*</c>, <c>client</c> (all of them) or <c>client-2</c>.</param>
    /// <param name="machine">A machine's own name.</param>
    public static bool Matches(string pattern, string machine) => pattern switch
    {
        "client" => machine.StartsWith("client-", StringComparison.Ordinal),
        "api-*" => machine.StartsWith("api-", StringComparison.Ordinal),
        _ => pattern == machine,
    };
}
