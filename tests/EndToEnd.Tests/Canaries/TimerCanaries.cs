using SkewLab.ClientContract;
using SkewLab.EndToEnd.Tests.Clients;
using SkewLab.Simulation.Strategies;

namespace SkewLab.EndToEnd.Tests.Canaries;

/// <summary>Starts a timer on the machine's clock in one way, and has stopped it or lost sight of it when its call returns.</summary>
public abstract class TimerCanary : AwkwardClient
{
    /// <summary>Long enough to fire in no test.</summary>
    protected static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected sealed override Task ActAsync(ClientEnvironment environment, Func<Task<HttpResponseMessage>> send)
    {
        StartTimer();
        return Task.CompletedTask;
    }

    /// <summary>Starts it.</summary>
    protected abstract void StartTimer();
}

#pragma warning disable RS0030 // The machine's clock is what these are about.

/// <summary>Starts a timer.</summary>
[Strategy("canary-timer", Rule = "System.Threading.Timer.", Source = "this test")]
public sealed class PlainTimerCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer() => new Timer(_ => { }, null, Hour, Hour).Dispose();
}

/// <summary>Changes a timer that does not run.</summary>
[Strategy("canary-changed-timer", Rule = "Timer.Change.", Source = "this test")]
public sealed class ChangedTimerCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer()
    {
        using var timer = new Timer(_ => { });
        timer.Change(Hour, Hour);
    }
}

/// <summary>Takes the machine's time provider.</summary>
[Strategy("canary-system-provider", Rule = "TimeProvider.System.", Source = "this test")]
public sealed class SystemProviderCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer() => TimeProvider.System.CreateTimer(_ => { }, null, Hour, Hour).Dispose();
}

/// <summary>Delays.</summary>
[Strategy("canary-delay", Rule = "Task.Delay.", Source = "this test")]
public sealed class DelayCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer()
    {
        using var end = new CancellationTokenSource();
        _ = Task.Delay(Hour, end.Token);
        end.Cancel();
    }
}

/// <summary>Cancels after a while.</summary>
[Strategy("canary-cancel-after", Rule = "CancellationTokenSource.CancelAfter.", Source = "this test")]
public sealed class CancelAfterCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer()
    {
        using var end = new CancellationTokenSource();
        end.CancelAfter(Hour);
    }
}

/// <summary>Ticks.</summary>
[Strategy("canary-periodic-timer", Rule = "PeriodicTimer.", Source = "this test")]
public sealed class PeriodicTimerCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer() => new PeriodicTimer(Hour).Dispose();
}

/// <summary>Waits with a timeout.</summary>
[Strategy("canary-wait-async", Rule = "Task.WaitAsync with a timeout.", Source = "this test")]
public sealed class WaitAsyncCanary : TimerCanary
{
    /// <inheritdoc/>
    protected override void StartTimer()
    {
        var source = new TaskCompletionSource();
        _ = source.Task.WaitAsync(Hour);
        source.SetResult();
    }
}
#pragma warning restore RS0030
