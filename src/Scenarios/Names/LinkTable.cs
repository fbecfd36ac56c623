namespace SkewLab.Scenarios.Names;

/// <summary>What a scenario says of links, found by their ends: each name is read once, however many links there are.</summary>
/// <typeparam name="T">What the entries say.</typeparam>
public sealed class LinkTable<T>
    where T : class
{
    private readonly Dictionary<(string From, string To), T> _entries = [];

    /// <param name="links">The entries by the scenario's names for links.</param>
    public LinkTable(IReadOnlyDictionary<string, T> links)
    {
        foreach (var (name, entry) in links)
            _entries.TryAdd(LinkNames.Ends(name), entry);
    }

    /// <summary>The entry that describes a link: the most exact name wins, and a node by its name goes before a client by its name.</summary>
    /// <param name="client">The client's own name: <c>client-1</c>.</param>
    /// <param name="node">The node's own name: <c>api-2</c>.</param>
    /// <returns>The entry, or null where the scenario says nothing of the link.</returns>
    public T? Find(string client, string node)
    {
        var nodes = MachineNames.IsApi(node) ? MachineNames.AllApi : node;
        return _entries.GetValueOrDefault((client, node)) ?? _entries.GetValueOrDefault(("client", node))
            ?? _entries.GetValueOrDefault((client, nodes)) ?? _entries.GetValueOrDefault(("client", nodes));
    }
}
