using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>Takes requests through an application whose context type only the host knows.</summary>
internal abstract class RequestLane
{
    public abstract ValueTask<NodeAnswer> SendAsync(LabNode node, HttpRequestMessage request, CancellationToken cancellationToken);
}

/// <inheritdoc/>
internal sealed class RequestLane<TContext>(IHttpApplication<TContext> application) : RequestLane
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
        var answer = await ProcessAsync(exchange, request);
        exchange.Reset();
        _idle.Add(exchange);
        return answer;
    }

    // As Kestrel has it: however the request ends, what was registered for its end runs, and then the context is disposed.
    private async ValueTask<NodeAnswer> ProcessAsync(Exchange<TContext> exchange, HttpRequestMessage request)
    {
        var context = application.CreateContext(exchange);
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
            await exchange.StartResponseAsync();
            return new NodeAnswer(exchange.ToResponse(request), exchange.Decision!);
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            try
            {
                await exchange.CompleteResponseAsync();
            }
            finally
            {
                application.DisposeContext(context, failure);
            }
        }
    }
}

/// <summary>An exchange that also keeps the host's context, so that the host reuses it too.</summary>
internal sealed class Exchange<TContext> : Exchange, IHostContextContainer<TContext>
    where TContext : notnull
{
    public TContext? HostContext { get; set; }
}
