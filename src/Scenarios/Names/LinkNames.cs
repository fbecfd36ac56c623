namespace SkewLab.Scenarios.Names;

/// <summary>How scenarios name links: <c>client -> idp</c>, <c>client -> api-2</c>, <c>client -> api-*</c>.</summary>
public static class LinkNames
{
    private const string FromClient = $"{MachineNames.AllClients} -> ";

    /// <summary>Whether a scenario's name for one or several links means this one.</summary>
    /// <param name="pattern">The scenario's name.</param>
    /// <param name="link">A link's own name: <c>client-1 -> api-2</c>.</param>
    public static bool Matches(string pattern, string link)
    {
        var (fromPattern, toPattern) = Ends(pattern);
        var (from, to) = Ends(link);
        return MachineNames.Matches(fromPattern, from) && MachineNames.Matches(toPattern, to);
    }

    /// <summary>Both ends of a link's name.</summary>
    public static (string From, string To) Ends(string name)
    {
        var ends = name.Split("->", 2, StringSplitOptions.TrimEntries);
        return (ends[0], ends[1]);
    }

    /// <summary>Whether a name is that of a link that a scenario with so many API nodes has.</summary>
    internal static bool IsLink(string name, int nodes) => name.StartsWith(FromClient, StringComparison.Ordinal) && MachineNames.IsServer(name[FromClient.Length..], nodes);
}
