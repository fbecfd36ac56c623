using System.Net;
using WireMock;
using WireMock.ResponseBuilders;

namespace SkewLab.WireMock.Tests;

/// <summary>What the client makes of a token endpoint's faults where they come over a socket, through the HTTP stack that people use.</summary>
public class TokenEndpointFaultTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_503_is_asked_again_after_a_pause_and_then_heals()
    {
        using var stub = new TokenEndpointStub(Response.Create().WithStatusCode(503));

        var failure = await stub.FailAsync();
        stub.Time.Advance(failure.RetryAfter);
        var healed = await stub.GetAsync();

        Assert.True(failure.IsTransient);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromMilliseconds(150)), (failure.StatusCode, failure.RetryAfter));
        Assert.Equal((HttpStatusCode.OK, 2), (healed, stub.TokenRequests));
    }

    [Theory]
    [InlineData("20", 20)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 300)] // Whatever the server's Date: the longest pause that is believed.
    public async Task A_429_is_left_alone_for_as_long_as_it_asks_and_no_longer(string retryAfter, int seconds)
    {
        using var stub = new TokenEndpointStub(Response.Create().WithStatusCode(429).WithHeader("Retry-After", retryAfter));

        var failure = await stub.FailAsync();
        stub.Time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
        var early = await stub.FailAsync();
        stub.Time.Advance(Tick);
        var healed = await stub.GetAsync();

        Assert.Equal((TimeSpan.FromSeconds(seconds), Tick), (failure.RetryAfter, early.RetryAfter));
        Assert.Equal((HttpStatusCode.OK, 2), (healed, stub.TokenRequests));
    }

    [Theory]
    [InlineData("", "its answer is empty")]
    [InlineData("""{"access_token":"at-0","token_ty""", "its answer is not JSON")]
    [InlineData("<html>at-0</html>", "its answer is not JSON")]
    public async Task A_200_that_grants_nothing_says_so_without_a_word_of_its_body(string body, string problem)
    {
        using var stub = new TokenEndpointStub(Response.Create().WithBody(body));

        var failure = await stub.FailAsync();
        stub.Time.Advance(failure.RetryAfter);

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("at-0", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await stub.GetAsync());
    }

    [Fact]
    public async Task An_answer_longer_than_64_KiB_is_not_read()
    {
        using var stub = new TokenEndpointStub(Response.Create().WithBody(new string(' ', 65_537)));

        var failure = await stub.FailAsync();
        stub.Time.Advance(failure.RetryAfter);

        Assert.Contains("its answer is longer than 65536 bytes", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await stub.GetAsync());
    }

    [Fact]
    public async Task An_answer_of_random_bytes_is_a_failure_that_time_may_heal()
    {
        using var stub = new TokenEndpointStub(Response.Create().WithFault(FaultType.MALFORMED_RESPONSE_CHUNK));

        var failure = await stub.FailAsync();
        stub.Time.Advance(failure.RetryAfter);

        Assert.Equal((true, HttpStatusCode.OK), (failure.IsTransient, failure.StatusCode));
        Assert.Equal(HttpStatusCode.OK, await stub.GetAsync());
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_given_up_when_the_clients_own_clock_says_so()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stub = new TokenEndpointStub(Response.Create().WithCallback(async _ =>
        {
            asked.SetResult();
            await release.Task;
            return new ResponseMessage { StatusCode = 200 };
        }));

        var call = stub.FailAsync();
        await asked.Task;
        stub.Time.Advance(TimeSpan.FromSeconds(30) - Tick);
        var wasWaitingStill = !call.IsCompleted;
        stub.Time.Advance(Tick);
        var failure = await call;
        release.SetResult();
        stub.Time.Advance(failure.RetryAfter);

        Assert.True(wasWaitingStill);
        Assert.Contains("30 s", failure.Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await stub.GetAsync());
    }
}
