using Microsoft.AspNetCore.Builder;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Hosting;
using SkewLab.Testing.Journaling;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing;

/// <summary>A fake IdP and fake API nodes, each on a clock of its own that a test moves while its client runs.</summary>
/// <remarks>
/// It runs in process under TestHost, or on loopback sockets where <see cref="LabOptions.Port"/> is given. Real time passes as the caller's
/// <see cref="TimeProvider"/> has it, and nothing here is deterministic beyond that. Thread-safe.
/// </remarks>
public sealed class Lab : IAsyncDisposable
{
    private readonly LabOptions _options;
    private readonly string _path;
    private LabServer? _server;
    private LabNodes _nodes;
    private ulong _generation;

    private Lab(LabOptions options, string path = "", ulong generation = 0)
    {
        _options = options;
        _path = path;
        _generation = generation;
        var start = options.Api.Node.ToDictionary(pair => pair.Key, pair => pair.Value.Clock);
        start["idp"] = options.Idp.Clock;
        Clocks = new(options.Time, options.NodeNames(), start);
        Journal = new(options.Time, options.JournalCapacity);
        _nodes = new(options, Clocks, _generation);
    }

    /// <value>The clocks, by the names of the nodes.</value>
    public LabClocks Clocks { get; }

    /// <value>The last requests and what became of them.</value>
    public Journal Journal { get; }

    /// <value>The IdP: its settings, keys, tokens and faults. Another one after a <see cref="Reset"/>.</value>
    public IdpNode Idp => Nodes.Idp;

    /// <value>The API nodes, api-1 first: their settings and faults. Others after a <see cref="Reset"/>.</value>
    public IReadOnlyList<ApiNode> Api => Nodes.Api;

    /// <value>The identifier of the lab's own client.</value>
    public string ClientId => _options.Clients[0].Id;

    /// <value>The secret of the lab's own client; null where it is public.</value>
    public string? ClientSecret => _options.Clients[0].Secret;

    /// <value>Where the lab is, for paths of the IdP and of the API alike: <c>http://skewlab.test/</c> in process.</value>
    public Uri Address => new(_server!.Address, _path);

    /// <value>Where the lab is by HTTPS; null unless <see cref="LabOptions.HttpsPort"/> asked for it.</value>
    public Uri? HttpsAddress => _server!.HttpsAddress is { } address ? new(address, _path) : null;

    /// <value>The certificate of the HTTPS listener, as PEM without its key, for a client to trust: made at the start, for localhost and the loopback
    /// addresses, good from 2020 to 2050. Null where there is no such listener.</value>
    public string? CertificatePem => _server!.CertificatePem;

    /// <value>Where the IdP is: <c>http://skewlab.test/idp/</c> in process. Its issuer is the same without the last slash.</value>
    public Uri IdpAddress => AddressOf("idp");

    /// <value>Where the API is, whichever node answers: the same as <see cref="Address"/>.</value>
    public Uri ApiAddress => Address;

    /// <value>The IdP's token endpoint.</value>
    public Uri TokenEndpoint => new(IdpAddress, "oauth/token");

    /// <value>The ports that nodes have of their own, by their names; empty unless <see cref="LabOptions.NodePorts"/> asked for some.</value>
    public IReadOnlyDictionary<string, int> NodePorts => _server!.Ports;

    internal LabNodes Nodes => Volatile.Read(ref _nodes);

    internal TimeProvider Time => _options.Time;

    /// <summary>Starts a lab.</summary>
    /// <param name="configure">Says how it begins; null is all defaults: one API node, every clock exact, in process.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message says all of it.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<Lab> StartAsync(Action<LabOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new LabOptions();
        configure?.Invoke(options);
        return StartAsync(options, null, cancellationToken);
    }

    /// <summary>The address of one node.</summary>
    /// <param name="node"><c>idp</c>, <c>api-1</c>, …</param>
    /// <exception cref="ArgumentException">The lab has no such node.</exception>
    public Uri AddressOf(string node) => new(Address, Node(node).Name + "/");

    /// <summary>One node, for its faults.</summary>
    /// <exception cref="ArgumentException">The lab has no such node.</exception>
    public LabNode Node(string name) =>
        Nodes.Find(name) ?? throw new ArgumentException($"There is no node '{name}'; the lab has {string.Join(", ", _options.NodeNames())}.", nameof(name));

    /// <summary>When one API node learns what. Its values can be changed at any time.</summary>
    /// <exception cref="ArgumentException">The lab has no such API node.</exception>
    public NodePropagation PropagationOf(string node) =>
        Nodes.Propagation.GetValueOrDefault(node) ?? throw new ArgumentException($"There is no API node '{node}'; the lab has api-1 to api-{Api.Count}.", nameof(node));

    /// <summary>Makes a handler that reaches the lab and nothing else in process; with sockets, the platform's own, which
    /// trusts the lab's certificate. The caller disposes it.</summary>
    public HttpMessageHandler CreateHandler() => _server!.CreateHandler();

    /// <summary>Makes a client with <see cref="ApiAddress"/> as its base. The caller disposes it.</summary>
    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = ApiAddress };

    /// <summary>Goes back to the start: clocks, settings, faults and clients as the options had them; no token, no revocation and no journal.</summary>
    /// <remarks>A JWT from before is still one of this IdP's until it expires: its signature, not a list, is what makes it good.</remarks>
    public void Reset()
    {
        Clocks.Reset();
        Volatile.Write(ref _nodes, new(_options, Clocks, Interlocked.Increment(ref _generation)));
        Journal.Clear();
    }

    /// <summary>Stops the lab. Requests under way are aborted.</summary>
    public ValueTask DisposeAsync() => _path.Length == 0 && _server is not null ? _server.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Starts a lab with middleware of the caller's own before everything else.</summary>
    internal static async Task<Lab> StartAsync(LabOptions options, Action<Lab, IApplicationBuilder>? before, CancellationToken cancellationToken)
    {
        options.Check();
        var lab = new Lab(options);
        lab._server = await LabServer.StartAsync(
            options,
            app =>
            {
                InsertedWellKnown.Use(app);
                before?.Invoke(lab, app);
                new NodeRouter(lab).Use(app);
            },
            cancellationToken).ConfigureAwait(false);
        return lab;
    }

    /// <summary>Another lab on the same server, as this one was at its start. It answers the requests whose features name it.</summary>
    /// <param name="path">Where it is on the server, with a slash at its end. Whoever sends it requests moves that part to their path base.</param>
    /// <param name="number">Another one for each, from 1: no token of one is a token of another.</param>
    internal Lab CreateWorld(string path, ulong number) => new(_options, path, number << 32) { _server = _server };

    // A request may come in before the server has told its ports.
    internal string? NodeAtPort(int port) => _path.Length > 0 ? null : _server?.Ports.FirstOrDefault(pair => pair.Value == port).Key;
}
