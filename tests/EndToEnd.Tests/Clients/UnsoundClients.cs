using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Clients;

/// <summary>Sends from a thread of its own.</summary>
[Strategy("escapes", Rule = "Sends each request on a new thread.", Source = "this test")]
public sealed class Escapes : AwkwardClient
{
    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        var thread = new Thread(() => _ = Try(send));
        thread.Start();
        thread.Join();
        return Task.CompletedTask;
    }

    private static async Task Try(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            await send();
        }
        catch (InvalidOperationException)
        {
            // The lab refuses to go on; what the client makes of it is its own business.
        }
    }
}

/// <summary>Keeps a timer on the machine's clock.</summary>
[Strategy("real-timer", Rule = "Starts a timer on the machine's clock.", Source = "this test")]
public sealed class RealTimer : AwkwardClient
{
    private Timer? _timer;

    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        _timer ??= new(_ => { }, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }
}

/// <summary>Lets a timer on the machine's clock start and fire while the pool is busy, so that nobody who looks before and after sees it.</summary>
[Strategy("short-timer", Rule = "Starts a timer on the machine's clock and keeps the pool busy until it has fired.", Source = "this test")]
public sealed class ShortTimer : AwkwardClient
{
    /// <inheritdoc/>
    protected override async Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        await Task.Yield();
        var fired = new TaskCompletionSource();
        await using var timer = new Timer(_ => fired.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        while (!fired.Task.IsCompleted)
            await Task.Yield();
        (await send()).Dispose();
    }
}

/// <summary>Waits for something that never happens.</summary>
[Strategy("waits-for-ever", Rule = "Awaits a task nobody completes.", Source = "this test")]
public sealed class WaitsForEver : AwkwardClient
{
    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send) => new TaskCompletionSource().Task;
}

/// <summary>Blocks the only thread on work that needs it.</summary>
[Strategy("blocks", Rule = "Waits synchronously for asynchronous work.", Source = "this test")]
public sealed class Blocks : AwkwardClient
{
    /// <inheritdoc/>
    protected override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        Task.Delay(TimeSpan.FromSeconds(1), environment.Time).Wait();
        return Task.CompletedTask;
    }
}

/// <summary>Refuses its options.</summary>
[Strategy("refuses-options", Rule = "Cannot be made.", Source = "this test")]
public sealed class RefusesOptions : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => throw new ArgumentException("margin: '-1s' is negative; write 0s or more.");
}
