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
}
