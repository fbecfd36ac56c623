using System.Net;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing;

/// <summary>How a lab begins. Not thread-safe; read once, when the lab starts.</summary>
public sealed class LabOptions
{
    /// <value>Reference time: what every clock of the lab is an offset from. The machine's own by default.</value>
#pragma warning disable RS0030 // The live lab's entry point: one of the four places that read the machine's clock.
    public TimeProvider Time { get; set; } = TimeProvider.System;
#pragma warning restore RS0030

    /// <value>The IdP.</value>
    public IdpOptions Idp { get; } = new();

    /// <value>The API.</value>
    public ApiOptions Api { get; } = new();

    /// <value>The clients that the IdP knows; the first is the lab's own. One by default, <c>app</c> with the secret <c>app-secret</c>.</value>
    public IList<RegisteredClient> Clients { get; } = [new() { Id = "app", Secret = "app-secret" }];

    /// <value>How many requests the journal remembers: 1 to 1,000,000; 10,000 by default.</value>
    public int JournalCapacity { get; set; } = 10_000;

    /// <value>The TCP port to listen on, 0 for a free one; null (the default) runs in process, without sockets.</value>
    public int? Port { get; set; }

    /// <value>The address to listen on where <see cref="Port"/> is given. The loopback address by default: whoever else can reach the lab can make it
    /// issue tokens.</value>
    public IPAddress ListenOn { get; set; } = IPAddress.Loopback;

    /// <value>A second port, for HTTPS with a certificate of the lab's own making (<see cref="Lab.CertificatePem"/>), 0 for a free one; null (the default) is
    /// none. Needs <see cref="Port"/>.</value>
    public int? HttpsPort { get; set; }

    /// <value>Ports of their own, by the names of nodes (0 for a free one), beside the common one. Needs <see cref="Port"/>. None by default.</value>
    public IDictionary<string, int> NodePorts { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Options are wrong; the message says all of it.</exception>
    internal void Check()
    {
        List<string> problems = [];
        if (Api.Nodes is < 1 or > 1000)
            problems.Add($"Api.Nodes: {Api.Nodes} is outside 1 to 1000.");
        if (JournalCapacity is < 1 or > 1_000_000)
            problems.Add($"JournalCapacity: {JournalCapacity} is outside 1 to 1,000,000.");
        if (Port is < 0 or > 65535)
            problems.Add($"Port: {Port} is outside 0 to 65535.");
        if (HttpsPort is < 0 or > 65535)
            problems.Add($"HttpsPort: {HttpsPort} is outside 0 to 65535.");
        if (Port is null && HttpsPort is not null)
            problems.Add("HttpsPort: only a lab that listens has ports; set Port, 0 for a free one.");
        if (Port is null && NodePorts.Count > 0)
            problems.Add("NodePorts: only a lab that listens has ports; set Port, 0 for a free one.");
        if (Clients.Count == 0)
            problems.Add("Clients: a lab needs at least one client.");
        HashSet<string> names = [.. NodeNames()];
        problems.AddRange(Api.Node.Keys.Where(name => !names.Contains(name)).Select(name => $"Api.Node: there is no '{name}' among {Api.Nodes} nodes; they are api-1 to api-{Api.Nodes}."));
        problems.AddRange(NodePorts.Keys.Where(name => !names.Contains(name)).Select(name => $"NodePorts: there is no node '{name}'."));
        problems.AddRange(NodePorts.Where(pair => pair.Value is < 0 or > 65535).Select(pair => $"NodePorts: {pair.Key}: {pair.Value} is outside 0 to 65535."));
        if (problems.Count > 0)
            throw new ArgumentException(string.Join('\n', problems.Prepend("Cannot start the lab:")));
    }

    internal IEnumerable<string> NodeNames() => Enumerable.Range(1, Api.Nodes).Select(number => $"api-{number}").Prepend("idp");
}

/// <summary>How a lab's IdP begins.</summary>
public sealed class IdpOptions
{
    /// <value>What it issues. RS256 by default, which most clients expect; otherwise as <see cref="IdpSettings"/> has it.</value>
    public IdpSettings Settings { get; set; } = new() { Algorithm = SigningAlgorithm.RS256 };

    /// <value>Its clock. Exact by default.</value>
    public ClockSetting Clock { get; set; } = new();

    /// <value>What limits each client's requests to the token endpoint; null (the default) is no limit.</value>
    public RateLimit? RateLimit { get; set; }

    /// <value>How the limit's <c>Retry-After</c> is written. In seconds by default.</value>
    public RetryAfterForm RetryAfterForm { get; set; }
}

/// <summary>How a lab's API begins.</summary>
public sealed class ApiOptions
{
    /// <value>How many nodes there are: 1 to 1,000; 1 by default. They are called <c>api-1</c>, <c>api-2</c>, …</value>
    public int Nodes { get; set; } = 1;

    /// <value>How each of them judges.</value>
    public ApiSettings Settings { get; set; } = new();

    /// <value>Which node answers a request that names none. <see cref="Balancing.RoundRobin"/> by default.</value>
    public Balancing Balancing { get; set; } = Balancing.RoundRobin;

    /// <value>What one node has of its own, by its name. None by default.</value>
    public IDictionary<string, ApiNodeOptions> Node { get; } = new Dictionary<string, ApiNodeOptions>(StringComparer.Ordinal);

    /// <value>What limits each client's requests to the API, whichever node answers; null (the default) is no limit.</value>
    public RateLimit? RateLimit { get; set; }

    /// <value>How the limit's <c>Retry-After</c> is written. In seconds by default.</value>
    public RetryAfterForm RetryAfterForm { get; set; }
}

/// <summary>How one API node begins.</summary>
public sealed class ApiNodeOptions
{
    /// <value>Its clock. Exact by default.</value>
    public ClockSetting Clock { get; set; } = new();

    /// <value>When it learns what. At once by default.</value>
    public NodePropagation Propagation { get; } = new();

    /// <value>How it judges; null (the default) is as the others do.</value>
    public ApiSettings? Settings { get; set; }
}
