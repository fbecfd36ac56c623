using System.Threading.Channels;
using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Clients;

/// <summary>Uses everything that hands work to the thread pool, and lets the order in which it runs decide what it sends.</summary>
[Strategy("pool-user", Rule = "Posts work to the thread pool in every way there is.", Source = "this test")]
public sealed class PoolUser : AwkwardClient
{
    private static readonly SemaphoreSlim Gate = new(1, 1);

    private int _order;

    /// <inheritdoc/>
    protected override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        var delay = Task.Delay(TimeSpan.FromMilliseconds(environment.Random.Next(1, 5)), environment.Time);
        var channel = Channel.CreateUnbounded<int>();
        await Task.WhenAll(
            Task.Run(() => SendAsync(1)),
            Task.Run(() => SendAsync(2)),
            AwaitAsync(3),
            AwaitAsync(4),
            QueueAsync(5, preferLocal: true),
            QueueAsync(6, preferLocal: false),
            Task.CompletedTask.ContinueWith(_ => SendAsync(7), TaskScheduler.Default).Unwrap(),
            Task.Run(() => Parallel.For(0, 4, index => channel.Writer.TryWrite(index))));
        channel.Writer.Complete();
        await foreach (var index in channel.Reader.ReadAllAsync())
            await SendAsync(index);

        async Task QueueAsync(int own, bool preferLocal)
        {
            var turn = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(turn => turn.SetResult(), turn, preferLocal);
            await turn.Task;
            await SendAsync(own);
        }

        async Task AwaitAsync(int own)
        {
            await delay.ConfigureAwait(false);
            await Task.Yield();
            await SendAsync(own);
        }

        async Task SendAsync(int own)
        {
            await Gate.WaitAsync();
            try
            {
                // What is sent depends on who came first: a different order is a different trace.
                _order = (_order * 31 + own) & 0xFFFF;
                if (_order % 3 == 0)
                    (await send()).Dispose();
            }
            finally
            {
                Gate.Release();
            }
        }
    }
}
