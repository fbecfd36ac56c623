using SkewLab.ClientContract;
using SkewLab.EndToEnd.Tests.Clients;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Canaries;

/// <summary>Hands six pieces of work to the pool's queues. Its calls fail where they do not run in the one order the pool has always had.</summary>
[Strategy("canary-order", Rule = "The shared queue is first in, first out; a thread's own queue is last in, first out, and comes first.", Source = "this test")]
public sealed class OrderCanary : AwkwardClient
{
    /// <inheritdoc/>
    protected override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        var order = new List<int>();
        var end = new TaskCompletionSource();
        for (var number = 1; number <= 6; number++)
            ThreadPool.UnsafeQueueUserWorkItem(Run, number, preferLocal: number > 3);
        await end.Task;
        Assert.Equal([6, 5, 4, 1, 2, 3], order);

        void Run(int number)
        {
            order.Add(number);
            if (order.Count == 6)
                end.SetResult();
        }
    }
}

/// <summary>Looks at its machine. Its calls fail where there is more than one processor or more than one thread in the pool.</summary>
[Strategy("canary-one-processor", Rule = "DOTNET_PROCESSOR_COUNT=1 gives one processor, and the pool keeps one thread.", Source = "this test")]
public sealed class OneProcessorCanary : AwkwardClient
{
    /// <inheritdoc/>
    protected override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        var thread = Environment.CurrentManagedThreadId;
        Assert.Equal(1, Environment.ProcessorCount);
        await Task.Yield();
        Assert.Equal((1, thread), (ThreadPool.ThreadCount, Environment.CurrentManagedThreadId));
    }
}
