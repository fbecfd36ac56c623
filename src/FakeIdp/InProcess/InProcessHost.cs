using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp.Application;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>Runs the application without sockets: a request is answered on the caller's thread, and at once unless something really waits.</summary>
/// <remarks>Thread-safe. One per process is enough: it knows no node.</remarks>
public sealed class InProcessHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Server _server;

    private InProcessHost(WebApplication app, Server server)
    {
        _app = app;
        _server = server;
    }

    /// <summary>Builds and starts the application. Does not wait for any other thread.</summary>
    public static InProcessHost Start()
    {
        var server = new Server();
        var app = LabApplication.Build(builder => builder.Services.AddSingleton<IServer>(server));
        var start = app.StartAsync();
        if (!start.IsCompleted)
            throw new InvalidOperationException("Cannot start in process: the host waits for another thread, which the simulation does not have.");
        start.GetAwaiter().GetResult();
        return new InProcessHost(app, server);
    }

    /// <summary>Sends one request to <paramref name="node"/>.</summary>
    /// <param name="node">The node that answers.</param>
    /// <param name="request">The request, with an absolute address. Its body is read whole first, so the same content may be sent again.</param>
    /// <param name="cancellationToken">Becomes the request's <c>RequestAborted</c>.</param>
    /// <exception cref="ArgumentException">The request has no absolute address.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the request.</exception>
    /// <exception cref="HttpRequestException">The application aborted the connection.</exception>
    /// <remarks>An exception of the application is a bug of the lab and comes out here as it is.</remarks>
    public ValueTask<NodeAnswer> SendAsync(LabNode node, HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestUri is not { IsAbsoluteUri: true })
            throw new ArgumentException($"Cannot send to {node}: the request has no absolute address.", nameof(request));
        return _server.RequestLane!.SendAsync(node, request, cancellationToken);
    }

    /// <summary>Stops the application.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // The server is only a place where the host hands over the application.
    private sealed class Server : IServer
    {
        public RequestLane? RequestLane { get; private set; }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull
        {
            RequestLane = new RequestLane<TContext>(application);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
