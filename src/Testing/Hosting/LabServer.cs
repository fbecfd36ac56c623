using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp;

namespace SkewLab.Testing;

/// <summary>The lab's application under a server: TestHost in process, or Kestrel on sockets.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    // No request of an OAuth client comes near it.
    private const int LargestBody = 1024 * 1024;

    private readonly WebApplication _app;

    private LabServer(WebApplication app, Uri address, IReadOnlyDictionary<string, int> ports)
    {
        _app = app;
        Address = address;
        Ports = ports;
    }

    /// <summary>The common address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The ports that nodes have of their own.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    /// <summary>Whether there are no sockets.</summary>
    public bool IsInProcess => _app.Services.GetRequiredService<IServer>() is TestServer;

    public static async Task<LabServer> StartAsync(LabOptions options, Action<IApplicationBuilder> before, CancellationToken cancellationToken)
    {
        var app = LabApplication.Build(builder => AddServer(builder, options), before);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (options.Port is null)
            return new(app, new Uri("http://skewlab.test/"), new Dictionary<string, int>());
        // In the order in which they were asked for.
        Uri[] bound = [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => Reachable(new(address)))];
        var ports = options.NodePorts.Keys.Zip(bound.Skip(1)).ToDictionary(pair => pair.First, pair => pair.Second.Port);
        return new(app, bound[0], ports);
    }

    public HttpMessageHandler CreateHandler() =>
        _app.Services.GetRequiredService<IServer>() is TestServer server ? server.CreateHandler() : new SocketsHttpHandler { UseProxy = false };

    public async ValueTask DisposeAsync()
    {
        // Whoever waits for the journal would keep the server from stopping.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        try
        {
            await _app.StopAsync(now.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }

        await _app.DisposeAsync().ConfigureAwait(false);
    }

    // "Every address" is none that a client can be given.
    private static Uri Reachable(Uri bound) =>
        IPAddress.TryParse(bound.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(bound) { Host = "127.0.0.1" }.Uri
            : bound;

    private static void AddServer(WebApplicationBuilder builder, LabOptions options)
    {
        if (options.Port is not { } port)
        {
            builder.Services.AddSingleton<IServer>(services => new TestServer(services));
            return;
        }

        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(options.ListenOn, port, Http1);
            foreach (var own in options.NodePorts.Values)
                kestrel.Listen(options.ListenOn, own, Http1);
        });

        static void Http1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
    }
}
