using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp.Application;
using SkewLab.FakeIdp.Http;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Hosting;

/// <summary>The lab's application under a server: TestHost in process, or Kestrel on sockets.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    // No request of an OAuth client comes near it. The endpoints' own limits, a megabyte and less, come first.
    private const int LargestBody = 1024 * 1024 + 64 * 1024;

    private readonly LabOptions _options;
    private readonly X509Certificate2? _certificate;

    private LabServer(LabOptions options, X509Certificate2? certificate, WebApplication app)
    {
        _options = options;
        _certificate = certificate;
        App = app;
    }

    /// <summary>The application, for middleware and routes until it starts.</summary>
    public WebApplication App { get; }

    /// <summary>The common address, with a slash at its end. On sockets it is known once the server has started.</summary>
    public Uri Address { get; private set; } = new("http://skewlab.test/");

    /// <summary>The common address by HTTPS; null where there is none.</summary>
    public Uri? HttpsAddress { get; private set; }

    public string? CertificatePem => _certificate?.ExportCertificatePem();

    /// <summary>The ports that nodes have of their own; empty until the server has started.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; private set; } = new Dictionary<string, int>();

    /// <summary>Builds an application with a server and nothing else in it.</summary>
    public static LabServer Build(LabOptions options)
    {
        var builder = LabApplication.CreateBuilder();
        var certificate = options.HttpsPort is null ? null : DevelopmentCertificate.Create();
        if (options.Port is { } port)
            AddSockets(builder, options, port, certificate);
        else
            builder.Services.AddSingleton<IServer>(services => new TestServer(services));
        var server = new LabServer(options, certificate, builder.Build());
        if (options.Port is not null)
            UseNoDate(server.App);
        return server;
    }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">A port is taken; the server is disposed.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await App.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _certificate?.Dispose();
            await App.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (_options.Port is null)
            return;
        // In the order in which they were asked for.
        var addresses = App.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        Uri[] bound = [.. addresses.Select(address => Reachable(new(address)))];
        Address = bound[0];
        HttpsAddress = _certificate is null ? null : bound[1];
        Ports = _options.NodePorts.Keys.Zip(bound.Skip(_certificate is null ? 1 : 2)).ToDictionary(pair => pair.First, pair => pair.Second.Port);
    }

    /// <summary>The node whose own port it is; null where it is none's. A request may come in before the ports are known.</summary>
    public string? NodeAt(int port) => Ports.FirstOrDefault(pair => pair.Value == port).Key;

    public HttpMessageHandler CreateHandler()
    {
        if (App.Services.GetRequiredService<IServer>() is TestServer server)
            return server.CreateHandler();
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (_certificate is { } own)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
        return handler;
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever waits for the journal would keep the server from stopping.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        try
        {
            await App.StopAsync(now.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is what was asked for.
        }

        await App.DisposeAsync().ConfigureAwait(false);
        _certificate?.Dispose();
    }

    // Kestrel writes the machine's date over sockets where there is none. A fault that takes Date away leaves an empty one, which says as little.
    private static void UseNoDate(IApplicationBuilder app) => app.Use(next => context =>
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                if (headers.Date.Count == 0)
                    headers.Date = "";
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    });

    // "Every address" is none that a client can be given.
    private static Uri Reachable(Uri bound) =>
        IPAddress.TryParse(bound.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(bound) { Host = "127.0.0.1" }.Uri
            : bound;

    private static void AddSockets(WebApplicationBuilder builder, LabOptions options, int port, X509Certificate2? certificate)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(options.ListenOn, port, Http1);
            if (certificate is not null)
            {
                kestrel.Listen(options.ListenOn, options.HttpsPort!.Value, listen =>
                {
                    Http1(listen);
                    listen.UseHttps(certificate);
                });
            }

            foreach (var own in options.NodePorts.Values)
                kestrel.Listen(options.ListenOn, own, Http1);
        });

        static void Http1(ListenOptions listen) => listen.Protocols = HttpProtocols.Http1;
    }
}
