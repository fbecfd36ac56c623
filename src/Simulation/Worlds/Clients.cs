using SkewLab.ClientContract;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Randomness;
using SkewLab.Simulation.Network;
using SkewLab.Simulation.Traffic;

namespace SkewLab.Simulation.Worlds;

/// <summary>Makes the client machines of a world from its scenario, and their links.</summary>
/// <param name="plan">The world.</param>
/// <param name="clocks">Makes clocks.</param>
/// <param name="network">The world's nodes.</param>
internal sealed class Clients(WorldPlan plan, WorldClocks clocks, WorldNetwork network)
{
    private readonly LinkTable<LinkSection> _sections = new(plan.Scenario.Links);
    private readonly Dictionary<string, Link> _links = [];
    private readonly Dictionary<string, RefreshTokenStorage> _storages = [];
    private string? _sharedRefreshToken;

    /// <value>Every link of the world, by the names of its ends.</value>
    public IReadOnlyDictionary<string, Link> Links => _links;

    private ClientsSection Section => plan.Scenario.Clients;

    /// <summary>Makes the machines, client-1 first. On each a client lives, unless only processes make calls.</summary>
    /// <exception cref="ArgumentException">The strategy refused its options.</exception>
    public IReadOnlyList<ClientMachine> Create()
    {
        var machines = Enumerable.Range(0, Section.Count).Select(Create).ToArray();
        if (plan.Scenario.Traffic.Any(traffic => traffic.Executor != ExecutorName.Processes))
            Array.ForEach(machines, machine => machine.StartClient());
        return machines;
    }

    private ClientMachine Create(int index)
    {
        var name = MachineNames.Client(index);
        var clock = clocks.Create(name, Section.Clock);
        var handler = new ClientNetwork(network, index, clock, LinkTo(name, network.Idp), [.. network.Api.Select(node => LinkTo(name, node))]);
        var id = Section.IdOf(index);
        var credentials = ServerSettings.ClientCalled(id);
        ((IdpNode)network.Idp.Node).Register(credentials);
        var refreshToken = Section.Grant == GrantName.RefreshToken ? FirstRefreshToken(id) : null;
        var environment = new ClientEnvironment
        {
            Time = clock,
            Network = handler,
            TokenEndpoint = WorldNetwork.TokenEndpoint,
            ApiBaseAddress = WorldNetwork.ApiAddress,
            ClientId = id,
            ClientSecret = credentials.Secret!,
            Grant = Section.Grant == GrantName.RefreshToken ? ClientGrant.RefreshToken : ClientGrant.ClientCredentials,
            Scope = Section.Scope,
            RefreshToken = refreshToken,
            RefreshTokenStorage = Section.StoresRefreshTokens ? StorageOf(id, refreshToken!) : null,
            Options = plan.StrategyOptions,
            Random = new SeededRandom(plan.Seed, StableHash.Of(name), DrawPurpose.ClientRandom),
        };
        return new(name, clock, plan.Factory, environment, plan.Seed);
    }

    private Link LinkTo(string client, Machine node) => _links[$"{client} -> {node.Name}"] = new(_sections.Find(client, node.Name) ?? new LinkSection(), plan.Seed, client, node.Name);

    // What does not begin with the same refresh token cannot keep its tokens in one place.
    private RefreshTokenStorage StorageOf(string id, string refreshToken) =>
        Section.Share == ShareName.RefreshToken ? _storages.TryGetValue(id, out var shared) ? shared : _storages[id] = new(refreshToken) : new(refreshToken);

    private string FirstRefreshToken(string id)
    {
        if (Section.Share != ShareName.RefreshToken)
            return Issue(id);
        return _sharedRefreshToken ??= Issue(id);
    }

    private string Issue(string id) => ((IdpNode)network.Idp.Node).IssueRefreshToken(id).Value;
}
