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

namespace SkewLab.Testing.Hosting;

/// <summary>The lab's application under a server: TestHost in process, or Kestrel on sockets.</summary>
internal sealed class LabServer : IAsyncDisposable
{
    // No request of an OAuth client comes near it. The endpoints' own limits, a megabyte and less, come first.
    private const int LargestBody = 1024 * 1024 + 64 * 1024;

    private readonly WebApplication _app;

    private readonly X509Certificate2? _certificate;

    private LabServer(WebApplication app, X509Certificate2? certificate, Uri address, Uri? httpsAddress, IReadOnlyDictionary<string, int> ports)
    {
        _app = app;
        _certificate = certificate;
        Address = address;
        HttpsAddress = httpsAddress;
        Ports = ports;
    }

    /// <summary>The common address, with a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>The common address by HTTPS; null where there is none.</summary>
    public Uri? HttpsAddress { get; }

    public string? CertificatePem => _certificate?.ExportCertificatePem();

    /// <summary>The ports that nodes have of their own.</summary>
    public IReadOnlyDictionary<string, int> Ports { get; }

    public static async Task<LabServer> StartAsync(LabOptions options, Action<IApplicationBuilder> before, CancellationToken cancellationToken)
    {
        var certificate = options.HttpsPort is null ? null : DevelopmentCertificate.Create();
        var app = LabApplication.Build(builder => AddServer(builder, options, certificate), options.Port is null ? before : UseNoDate + before);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            certificate?.Dispose();
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        if (options.Port is null)
            return new(app, null, new Uri("http://skewlab.test/"), null, new Dictionary<string, int>());
        // In the order in which they were asked for.
        Uri[] bound = [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => Reachable(new(address)))];
        var common = certificate is null ? 1 : 2;
        var ports = options.NodePorts.Keys.Zip(bound.Skip(common)).ToDictionary(pair => pair.First, pair => pair.Second.Port);
        return new(app, certificate, bound[0], certificate is null ? null : bound[1], ports);
    }

    public HttpMessageHandler CreateHandler()
    {
        if (_app.Services.GetRequiredService<IServer>() is TestServer server)
            return server.CreateHandler();
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (_certificate is { } own)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && shown.GetRawCertData().AsSpan().SequenceEqual(own.RawData);
        return handler;
    }

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

    private static void AddServer(WebApplicationBuilder builder, LabOptions options, X509Certificate2? certificate)
    {
        if (options.Port is not { } port)
        {
            builder.Services.AddSingleton<IServer>(services => new TestServer(services));
            return;
        }

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
