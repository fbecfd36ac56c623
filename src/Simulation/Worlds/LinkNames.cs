namespace SkewLab.Simulation.Worlds;

/// <summary>How scenarios name links: <c>client -> idp</c>, <c>client -> api-2</c>, <c>client -> api-*</c>.</summary>
public static class LinkNames
{
    /// <summary>Whether a scenario's name for one or several links means this one.</summary>
    /// <param name="pattern">The scenario's name.</param>
    /// <param name="link">A link's own name: <c>client-1 -> api-2</c>.</param>
    public static bool Matches(string pattern, string link)
    {
        var (fromPattern, toPattern) = Ends(pattern);
        var (from, to) = Ends(link);
        return MachineNames.Matches(fromPattern, from) && MachineNames.Matches(toPattern, to);
    }

    /// <summary>The entry of <paramref name="links"/> that describes a link: the most exact name wins.</summary>
    /// <typeparam name="T">What the entries say.</typeparam>
    /// <returns>The entry, or null where the scenario says nothing of the link.</returns>
    public static T? Find<T>(IReadOnlyDictionary<string, T> links, string link)
        where T : class
    {
        var exactFirst = links.Where(entry => Matches(entry.Key, link))
            .OrderBy(entry => entry.Key.Contains('*', StringComparison.Ordinal))
            .ThenBy(entry => Ends(entry.Key).From == "client");
        return exactFirst.FirstOrDefault().Value;
    }

    private static (string From, string To) Ends(string name)
    {
        var ends = name.Split("->", 2, StringSplitOptions.TrimEntries);
        return (ends[0], ends[1]);
    }
}
