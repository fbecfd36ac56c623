using SkewLab.ClientContract;
using SkewLab.EndToEnd.Tests.Clients;

namespace SkewLab.EndToEnd.Tests.Canaries;

/// <summary>Hands work to the thread pool in one way. Its calls fail where the pool does not count that work: the pump would go on before it has run.</summary>
public abstract class PoolCanary : AwkwardClient
{
    /// <inheritdoc/>
    protected sealed override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        var before = ThreadPool.PendingWorkItemCount;
        var work = Post();
        if (ThreadPool.PendingWorkItemCount <= before)
            throw new InvalidOperationException("The pool does not count this work.");
        await work;
    }

    /// <summary>Hands it over.</summary>
    /// <returns>The end of the work.</returns>
    protected abstract Task Post();
}
