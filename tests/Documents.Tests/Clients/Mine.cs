using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Documents.Tests.Clients;

/// <summary>The handler of the README's example: it has no token, and does not ask for one.</summary>
public sealed class MyHandler(TimeProvider time) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(1), time, cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}

// The README's example, to the letter.
[Strategy("mine", Rule = "What it does, in a sentence.", Source = "Where the rule comes from.")]
public sealed class Mine : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment) =>
        new(new MyHandler(environment.Time) { InnerHandler = environment.Network }, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan, // it would count on the machine's clock
        };
}
