using System.Globalization;

namespace SkewLab.Scenarios.Names;

/// <summary>How scenarios name machines.</summary>
public static class MachineNames
{
    /// <summary>The IdP.</summary>
    public const string Idp = "idp";

    /// <summary>All API nodes.</summary>
    public const string AllApi = $"{ApiPrefix}*";

    /// <summary>All clients.</summary>
    public const string AllClients = "client";

    private const string ApiPrefix = "api-";
    private const string ClientPrefix = "client-";

    /// <summary>A client's own name.</summary>
    /// <param name="index">The client, from 0: <c>client-1</c> is the first.</param>
    public static string Client(int index) => $"{ClientPrefix}{index + 1}";

    /// <summary>An API node's own name.</summary>
    /// <param name="index">The node, from 0: <c>api-1</c> is the first.</param>
    public static string Api(int index) => $"{ApiPrefix}{index + 1}";

    /// <summary>Whether a name, of one machine or of several, is the API's.</summary>
    public static bool IsApi(string name) => name.StartsWith(ApiPrefix, StringComparison.Ordinal);

    /// <summary>Whether a name, of one machine or of several, is that of nodes that answer: the IdP's or the API's.</summary>
    public static bool IsServer(string name) => name == Idp || IsApi(name);

    /// <summary>Whether a name is one client's own.</summary>
    public static bool IsClient(string name) => name.StartsWith(ClientPrefix, StringComparison.Ordinal);

    /// <summary>Whether a scenario's name for one or several machines means this one.</summary>
    /// <param name="pattern"><c>idp</c>, <c>api-3</c>, <c>api-*</c>, <c>client</c> (all of them) or <c>client-2</c>.</param>
    /// <param name="machine">A machine's own name.</param>
    public static bool Matches(string pattern, string machine) => pattern switch
    {
        AllClients => IsClient(machine),
        AllApi => IsApi(machine),
        _ => pattern == machine,
    };

    /// <summary>Whether a name is that of one API node of so many.</summary>
    internal static bool IsNode(string name, int nodes) =>
        IsApi(name) && int.TryParse(name.AsSpan(ApiPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= nodes && name == Api(number - 1);

    /// <summary>Whether a name is that of the IdP, of one API node of so many or of all of them.</summary>
    internal static bool IsServer(string name, int nodes) => name is Idp or AllApi || IsNode(name, nodes);

    /// <summary>Whether a name is that of a machine that the timeline can do something to.</summary>
    internal static bool IsMachine(string name, int nodes) => name == AllClients || IsServer(name, nodes);

    /// <summary>The nodes there are, for messages: 'api-1' or 'api-1 to api-8'.</summary>
    internal static string Range(int nodes, string prefix = "") => nodes == 1 ? $"{prefix}{Api(0)}" : $"{prefix}{Api(0)} to {prefix}{Api(nodes - 1)}";

    /// <summary>Whether two names have a server in common, or are the same.</summary>
    internal static bool Overlap(string a, string b) => a == b || (a == AllApi && IsApi(b)) || (b == AllApi && IsApi(a));
}
