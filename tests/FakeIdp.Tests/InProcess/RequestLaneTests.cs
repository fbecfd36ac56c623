using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using SkewLab.FakeIdp.InProcess;

namespace SkewLab.FakeIdp.Tests;

/// <summary>However a request ends in process, it is over for the application: what was registered for its end has run, and the context is disposed.</summary>
public class RequestLaneTests
{
    [Fact]
    public async Task An_answered_request_is_completed_and_then_disposed()
    {
        var application = new Application(_ => Task.CompletedTask);

        await SendAsync(application, CancellationToken.None);

        Assert.Equal(["completed", "disposed"], application.Ends);
    }

    [Fact]
    public async Task A_request_that_its_caller_gives_up_is_completed_and_disposed_all_the_same()
    {
        using var caller = new CancellationTokenSource();
        var application = new Application(_ => caller.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(application, caller.Token));

        Assert.Equal(["completed", "disposed after OperationCanceledException"], application.Ends);
    }

    [Fact]
    public async Task A_connection_that_the_application_aborts_is_completed_and_disposed_all_the_same()
    {
        var application = new Application(features =>
        {
            features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
            return Task.CompletedTask;
        });

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(application, CancellationToken.None));

        Assert.Equal("api-2 closed the connection without an answer.", refused.Message);
        Assert.Equal(["completed", "disposed after HttpRequestException"], application.Ends);
    }

    [Fact]
    public async Task A_bug_of_the_application_comes_out_after_completion_and_disposal()
    {
        var application = new Application(_ => throw new InvalidOperationException("bug"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(application, CancellationToken.None));

        Assert.Equal(["completed", "disposed after InvalidOperationException"], application.Ends);
    }

    [Fact]
    public async Task A_bug_in_what_was_registered_for_the_end_keeps_nothing_from_being_disposed()
    {
        var application = new Application(_ => Task.CompletedTask) { AtTheEnd = () => throw new InvalidOperationException("bug") };

        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(application, CancellationToken.None));

        Assert.Equal(["disposed"], application.Ends);
    }

    private static async Task SendAsync(Application application, CancellationToken cancellationToken) =>
        await new RequestLane<IFeatureCollection>(application).SendAsync(new Lab().Api, Lab.ApiRequest(null), cancellationToken);

    private sealed class Application(Func<IFeatureCollection, Task> answer) : IHttpApplication<IFeatureCollection>
    {
        public List<string> Ends { get; } = [];

        public Action? AtTheEnd { get; init; }

        public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

        public Task ProcessRequestAsync(IFeatureCollection context)
        {
            context.GetRequiredFeature<IHttpResponseFeature>().OnCompleted(Complete, this);
            return answer(context);
        }

        public void DisposeContext(IFeatureCollection context, Exception? exception) =>
            Ends.Add(exception is null ? "disposed" : $"disposed after {exception.GetType().Name}");

        private Task Complete(object state)
        {
            AtTheEnd?.Invoke();
            Ends.Add("completed");
            return Task.CompletedTask;
        }
    }
}
