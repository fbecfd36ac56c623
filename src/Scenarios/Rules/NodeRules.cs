using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about names of nodes and links where they are configured.</summary>
internal static class NodeRules
{
    internal static void Check(Scenario scenario, BoundFile file)
    {
        if (!file.IsSound("api.nodes")) return;
        NodesExist(scenario, file);
        LinksExist(scenario, file);
    }

    private static void NodesExist(Scenario scenario, BoundFile file)
    {
        foreach (var name in scenario.Api.Node.Keys.Where(name => !MachineNames.IsNode(name, scenario.Api.Nodes)))
            file.ReportKey("api.node", name, $"is not a node of this API; there {(scenario.Api.Nodes == 1 ? "is" : "are")} {MachineNames.Range(scenario.Api.Nodes)} ('nodes: {scenario.Api.Nodes}').");
    }

    private static void LinksExist(Scenario scenario, BoundFile file)
    {
        foreach (var name in scenario.Links.Keys.Where(name => !LinkNames.IsLink(name, scenario.Api.Nodes)))
            file.ReportKey("links", name, UnknownLink(scenario));
    }

    /// <summary>The end of a sentence about a link that does not exist.</summary>
    internal static string UnknownLink(Scenario scenario) => $"is not a link; the links are client -> idp, client -> api-* and {MachineNames.Range(scenario.Api.Nodes, "client -> ")}.";
}
