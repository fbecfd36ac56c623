using System.Globalization;

namespace SkewLab.Scenarios.Names;

/// <summary>The names of machines and links in one scenario.</summary>
internal static class NodeNames
{
    internal const string AllNodes = "api-*";

    private const string FromClient = "client -> ";

    /// <summary>One node by its number.</summary>
    internal static bool IsNode(string name, int nodes) =>
        name.StartsWith("api-", StringComparison.Ordinal) && int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= nodes && name.Length == 4 + number.ToString(CultureInfo.InvariantCulture).Length;

    internal static bool IsServer(string name, int nodes) => name is "idp" or AllNodes || IsNode(name, nodes);

    internal static bool IsMachine(string name, int nodes) => name == "client" || IsServer(name, nodes);

    internal static bool IsLink(string name, int nodes) => name.StartsWith(FromClient, StringComparison.Ordinal) && IsServer(name[FromClient.Length..], nodes);

    /// <summary>The nodes there are, for messages: 'api-1' or 'api-1 to api-8'.</summary>
    internal static string Range(int nodes, string prefix = "") => nodes == 1 ? $"{prefix}api-1" : $"{prefix}api-1 to {prefix}api-{nodes}";

    /// <summary>Whether two names have a machine in common.</summary>
    internal static bool Overlap(string a, string b) =>
        a == b || (a == AllNodes && b.StartsWith("api-", StringComparison.Ordinal)) || (b == AllNodes && a.StartsWith("api-", StringComparison.Ordinal));
}
