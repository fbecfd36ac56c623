using System.Threading.Channels;
using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Canaries;

/// <summary>Starts a task.</summary>
[Strategy("canary-task-run", Rule = "Task.Run.", Source = "this test")]
public sealed class TaskRunCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post() => Task.Run(() => { });
}

/// <summary>Queues to the queue that all threads share.</summary>
[Strategy("canary-global-queue", Rule = "ThreadPool.UnsafeQueueUserWorkItem, not local.", Source = "this test")]
public sealed class GlobalQueueCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post()
    {
        var end = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(end => end.SetResult(), end, preferLocal: false);
        return end.Task;
    }
}

/// <summary>Queues to the thread's own queue.</summary>
[Strategy("canary-local-queue", Rule = "ThreadPool.UnsafeQueueUserWorkItem, local.", Source = "this test")]
public sealed class LocalQueueCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post()
    {
        var end = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(end => end.SetResult(), end, preferLocal: true);
        return end.Task;
    }
}

/// <summary>Yields.</summary>
[Strategy("canary-yield", Rule = "Task.Yield.", Source = "this test")]
public sealed class YieldCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override async Task Post() => await Task.Yield();
}

/// <summary>Continues a task that has ended.</summary>
[Strategy("canary-continuation", Rule = "Task.ContinueWith.", Source = "this test")]
public sealed class ContinuationCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post() => Task.CompletedTask.ContinueWith(_ => { }, TaskScheduler.Default);
}

/// <summary>Waits for a semaphore that another holds.</summary>
[Strategy("canary-semaphore", Rule = "A contended SemaphoreSlim.", Source = "this test")]
public sealed class SemaphoreCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post()
    {
        var gate = new SemaphoreSlim(0, 1);
        var waiter = WaitAsync();
        gate.Release();
        return waiter;

        async Task WaitAsync() => await gate.WaitAsync();
    }
}

/// <summary>Reads from a channel that is empty.</summary>
[Strategy("canary-channel", Rule = "A Channel whose reader waits.", Source = "this test")]
public sealed class ChannelCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post()
    {
        var channel = Channel.CreateUnbounded<int>();
        var reader = ReadAsync();
        channel.Writer.TryWrite(1);
        return reader;

        async Task ReadAsync() => await channel.Reader.ReadAsync();
    }
}

/// <summary>Loops in parallel.</summary>
[Strategy("canary-parallel", Rule = "Parallel.ForEachAsync.", Source = "this test")]
public sealed class ParallelCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post() => Parallel.ForEachAsync([1, 2, 3, 4], async (_, _) => await Task.Yield());
}

/// <summary>Lets several wait for one task.</summary>
[Strategy("canary-awaiters", Rule = "Several awaiters of one task.", Source = "this test")]
public sealed class AwaitersCanary : PoolCanary
{
    /// <inheritdoc/>
    protected override Task Post()
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var awaiters = Task.WhenAll(AwaitAsync(), AwaitAsync(), AwaitAsync());
        signal.SetResult();
        return awaiters;

        async Task AwaitAsync() => await signal.Task.ConfigureAwait(false);
    }
}
