using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>Takes requests through an application whose context type only the host knows.</summary>
internal abstract class Lane
{
    public abstract ValueTask<NodeAnswer> SendAsync(LabNode node, HttpRequestMessage request, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class Lane<TContext>(IHttpApplication<TContext> application) : Lane
    where TContext : notnull
{
    // An exchange goes back only after a request that ended well: nothing can hold it then.
    private readonly ConcurrentBag<Exchange<TContext>> _idle = [];

    public override async ValueTask<NodeAnswer> SendAsync(LabNode node, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_idle.TryTake(out var exchange))
            exchange = new Exchange<TContext>();
        await exchange.BeginAsync(node, request, cancellationToken);
        var context = application.CreateContext(exchange);
        try
        {
            await application.ProcessRequestAsync(context);
            await exchange.StartResponseAsync();
        }
        catch (Exception exception)
        {
            application.DisposeContext(context, exception);
            throw;
        }
        var answer = new NodeAnswer(exchange.ToResponse(request), exchange.Decision!);
        await exchange.CompleteResponseAsync();
        application.DisposeContext(context, null);
        exchange.Reset();
        _idle.Add(exchange);
        return answer;
    }
}

/// <summary>An exchange that also keeps the host's context, so that the host reuses it too.</summary>
internal sealed class Exchange<TContext> : Exchange, IHostContextContainer<TContext>
    where TContext : notnull
{
    public TContext? HostContext { get; set; }
}
