using System.Net;
using Microsoft.AspNetCore.Builder;
using SkewLab.FakeIdp.Clients;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Testing.Options;

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

    /// <value>A second port, for HTTPS with a certificate of the lab's own making (<c>Lab.CertificatePem</c>), 0 for a free one; null (the default) is
    /// none. Needs <see cref="Port"/>.</value>
    public int? HttpsPort { get; set; }

    /// <value>Ports of their own, by the names of nodes (0 for a free one), beside the common one. Needs <see cref="Port"/>. None by default.</value>
    public IDictionary<string, int> NodePorts { get; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <value>Whether the lab serves its control API, under <c>/_skewlab</c>, and worlds beside it. False by default.</value>
    public bool Control { get; set; }

    /// <value>What <c>X-SkewLab-Token</c> must say to control the lab; null (the default) lets every local program. Needs <see cref="Control"/>.</value>
    public string? ControlToken { get; set; }

    /// <value>What happens when, counted from the start.</value>
    internal IReadOnlyList<TimelineEntry> Timeline { get; set; } = [];

    /// <value>Seed of the draws of the timeline's faults.</value>
    internal ulong TimelineSeed { get; set; }

    /// <value>Adds middleware that comes before the control API and the nodes; null adds none.</value>
    internal Action<IApplicationBuilder>? Before { get; set; }

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
        if (ControlToken is not null && !Control)
            problems.Add("ControlToken: only a lab with a control API is controlled; set Control.");
        if (ControlToken is not null && string.IsNullOrWhiteSpace(ControlToken))
            problems.Add("ControlToken: it is empty, and would let everybody control the lab.");
        if (Control && Port is not null && ControlToken is null && !IPAddress.IsLoopback(ListenOn))
            problems.Add($"ControlToken: {ListenOn} is reached from other machines, which could then control the lab; set a token, too.");
        if (Clients.Count == 0)
            problems.Add("Clients: a lab needs at least one client.");
        HashSet<string> names = [.. NodeNames()];
        problems.AddRange(Api.Node.Keys.Where(name => !names.Contains(name)).Select(name =>
            $"Api.Node: there is no '{name}' among {Api.Nodes} nodes; they are api-1 to api-{Api.Nodes}."));
        problems.AddRange(NodePorts.Keys.Where(name => !names.Contains(name)).Select(name => $"NodePorts: there is no node '{name}'."));
        problems.AddRange(NodePorts.Where(pair => pair.Value is < 0 or > 65535).Select(pair =>
            $"NodePorts: {pair.Key}: {pair.Value} is outside 0 to 65535."));
        if (problems.Count > 0)
            throw new ArgumentException(string.Join('\n', problems.Prepend("Cannot start the lab:")));
    }

    internal IEnumerable<string> NodeNames() => Enumerable.Range(1, Api.Nodes).Select(number => $"api-{number}").Prepend("idp");
}
