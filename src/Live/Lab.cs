using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Control;
using SkewLab.Testing.Endpoints;
using SkewLab.Testing.Hosting;
using SkewLab.Testing.Journaling;
using SkewLab.Testing.Nodes;
using SkewLab.Testing.Options;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing;

/// <summary>A fake IdP and fake API nodes, each on a clock of its own that a test moves while its client runs.</summary>
/// <remarks>
/// It runs in process under TestHost, or on loopback sockets where <see cref="LabOptions.Port"/> is given. Real time passes as the caller's
/// <see cref="TimeProvider"/> has it, and nothing here is deterministic beyond that. Thread-safe.
/// </remarks>
public sealed class Lab : IAsyncDisposable
{
    private readonly LabOptions _options;
    private readonly LabServer _server;

    private Lab(LabOptions options, LabServer server, LabWorld world, LabWorlds worlds)
    {
        _options = options;
        _server = server;
        World = world;
        Worlds = worlds;
    }

    /// <value>The clocks, by the names of the nodes.</value>
    public LabClocks Clocks => State.Clocks;

    /// <value>The last requests and what became of them.</value>
    public Journal Journal => State.Journal;

    /// <value>The IdP: its settings, keys, tokens and faults. Another one after a <see cref="Reset"/>.</value>
    public IdpNode Idp => State.Idp;

    /// <value>The API nodes, api-1 first: their settings and faults. Others after a <see cref="Reset"/>.</value>
    public IReadOnlyList<ApiNode> Api => State.Api;

    /// <value>The identifier of the lab's own client.</value>
    public string ClientId => State.ClientId;

    /// <value>The secret of the lab's own client; null where it is public.</value>
    public string? ClientSecret => _options.Clients[0].Secret;

    /// <value>Where the lab is, for paths of the IdP and of the API alike: <c>http://skewlab.test/</c> in process.</value>
    public Uri Address => _server.Address;

    /// <value>Where the lab is by HTTPS; null unless <see cref="LabOptions.HttpsPort"/> asked for it.</value>
    public Uri? HttpsAddress => _server.HttpsAddress;

    /// <value>The certificate of the HTTPS listener, as PEM without its key, for a client to trust: made at the start, for localhost and the loopback
    /// addresses, good from 2020 to 2050. Null where there is no such listener.</value>
    public string? CertificatePem => _server.CertificatePem;

    /// <value>Where the IdP is: <c>http://skewlab.test/idp/</c> in process. Its issuer is the same without the last slash.</value>
    public Uri IdpAddress => AddressOf("idp");

    /// <value>Where the API is, whichever node answers: the same as <see cref="Address"/>.</value>
    public Uri ApiAddress => Address;

    /// <value>The IdP's token endpoint.</value>
    public Uri TokenEndpoint => new(IdpAddress, "oauth/token");

    /// <value>The ports that nodes have of their own, by their names; empty unless <see cref="LabOptions.NodePorts"/> asked for some.</value>
    public IReadOnlyDictionary<string, int> NodePorts => _server.Ports;

    internal LabWorld World { get; }

    internal LabWorlds Worlds { get; }

    internal LabState State => World.State;

    /// <summary>Starts a lab.</summary>
    /// <param name="configure">Says how it begins; null is all defaults: one API node, every clock exact, in process.</param>
    /// <param name="cancellationToken">Ends the starting.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message says all of it.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<Lab> StartAsync(Action<LabOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new LabOptions();
        configure?.Invoke(options);
        return StartAsync(options, cancellationToken);
    }

    /// <summary>The address of one node.</summary>
    /// <param name="node"><c>idp</c>, <c>api-1</c>, …</param>
    /// <exception cref="ArgumentException">The lab has no such node.</exception>
    public Uri AddressOf(string node) => new(Address, Node(node).Name + "/");

    /// <summary>One node, for its faults.</summary>
    /// <exception cref="ArgumentException">The lab has no such node.</exception>
    public LabNode Node(string name) => State.Node(name);

    /// <summary>When one API node learns what. Its values can be changed at any time.</summary>
    /// <exception cref="ArgumentException">The lab has no such API node.</exception>
    public NodePropagation PropagationOf(string node) => State.PropagationOf(node);

    /// <summary>Makes a handler that reaches the lab and nothing else in process; with sockets, the platform's own, which
    /// trusts the lab's certificate. The caller disposes it.</summary>
    public HttpMessageHandler CreateHandler() => _server.CreateHandler();

    /// <summary>Makes a client with <see cref="ApiAddress"/> as its base. The caller disposes it.</summary>
    public HttpClient CreateClient() => new(CreateHandler()) { BaseAddress = ApiAddress };

    /// <summary>Goes back to the start: clocks, settings, faults and clients as the options had them; no token, no revocation and no journal.</summary>
    /// <remarks>A JWT from before is still one of this IdP's until it expires: its signature, not a list, is what makes it good.</remarks>
    public void Reset() => World.Reset();

    /// <summary>Makes a typed client of the lab's control API, in process or over its sockets. The caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">The lab has none: <see cref="LabOptions.Control"/> is off.</exception>
    public ControlClient CreateControlClient()
    {
        if (!_options.Control)
            throw new InvalidOperationException("Cannot control the lab: it was started without its control API; set Control.");
        // In process any name will do, but for the rule that keeps other sites' pages away.
        var address = _options.Port is null ? new Uri("http://localhost/") : Address;
        return new(address, _options.ControlToken, CreateHandler());
    }

    /// <summary>Stops the lab. Requests under way are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        Worlds.End();
        World.Dispose();
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    /// <exception cref="ArgumentException">Options are wrong; the message says all of it.</exception>
    internal static async Task<Lab> StartAsync(LabOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        var world = new LabWorld(options);
        var worlds = new LabWorlds(options);

        var server = LabServer.Build(options);
        InsertedWellKnown.Use(server.App);
        options.Before?.Invoke(server.App);
        if (options.Control)
            new ControlEndpoints(options, world, worlds, server).Use(server.App);
        new NodeRouter(world.State, server).Use(server.App);
        LabApplication.Use(server.App);

        await server.StartAsync(cancellationToken).ConfigureAwait(false);
        world.Start();
        return new(options, server, world, worlds);
    }
}
