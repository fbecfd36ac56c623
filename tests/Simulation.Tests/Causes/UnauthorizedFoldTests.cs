using SkewLab.Explanations.Causes;
using SkewLab.FakeIdp.Validation;
using SkewLab.Simulation.Tests.Support;


namespace SkewLab.Simulation.Tests.Causes;

public sealed class UnauthorizedFoldTests
{
    private static readonly LearnsAfter Late = new(token: TimeSpan.FromSeconds(1));

    [Fact]
    public void A_401_that_ends_its_call_is_surfaced_and_one_before_a_retry_is_not()
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.Refresh();
        var call = history.Start();
        history.Serve(history.Send(call, token));
        history.At(1).Serve(history.Send(call, token));
        history.End(call, 200);
        history.Call(null);

        var facts = history.Unauthorized.Causes.ToDictionary(cause => cause.Cause);

        Assert.Equal((1, 0, 1), (facts[RefusalCause.NotPropagated].Wire, facts[RefusalCause.NotPropagated].Surfaced, facts[RefusalCause.NotPropagated].FirstRequests));
        Assert.Equal((1, 1, 0), (facts[RefusalCause.MissingToken].Wire, facts[RefusalCause.MissingToken].Surfaced, facts[RefusalCause.MissingToken].FirstRequests));
        Assert.Equal([false, true], history.Unauthorized.Listed.Select(refused => refused.IsSurfaced));
    }

    [Fact]
    public void Of_several_401s_in_a_call_the_last_is_the_one_the_caller_saw()
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.Refresh();
        var call = history.Start();
        history.Serve(history.Send(call, null));
        history.End(call, history.Serve(history.Send(call, token)));

        Assert.Equal([RefusalCause.NotPropagated, RefusalCause.MissingToken], history.Unauthorized.Causes.Select(facts => facts.Cause));
        Assert.Equal([1, 0], history.Unauthorized.Causes.Select(facts => facts.Surfaced));
    }

    [Fact]
    public void A_call_that_ends_in_an_exception_surfaces_no_401()
    {
        var history = new HandMadeHistory();
        var call = history.Start();
        history.Serve(history.Send(call, null), isReceived: false);
        history.End(call, 0, "TaskCanceledException");

        Assert.Equal((1, 0), (history.Unauthorized.Causes[0].Wire, history.Unauthorized.Causes[0].Surfaced));
    }

    [Fact]
    public void A_token_refused_again_for_the_same_cause_counts_as_refused_again()
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.Refresh();
        history.Call(token);
        history.Call(token);
        history.Call(token);
        history.Call(history.Refresh());
        history.At(1).Call(token);
        history.Call(token);

        var facts = Assert.Single(history.Unauthorized.Causes);

        Assert.Equal((4, 2, 2, 2), (facts.Wire, facts.FirstRequests, facts.RefusedAgain, facts.OkLater));
        Assert.Equal(4, Assert.Single(facts.Nodes).Value);
    }

    [Theory]
    [InlineData(0.9999999, null)]
    [InlineData(1, 1.0)]
    [InlineData(2.5, 2.5)]
    public void The_first_case_knows_when_its_node_accepted_the_token_again(double later, double? accepted)
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.Refresh();
        history.At(0.25).Call(token);

        history.At(later).Call(token);

        var first = history.Unauthorized.Causes[0].First!;
        Assert.Equal(accepted, first.AcceptedAt?.TotalSeconds);
        Assert.Equal((0.25, "api-1", "at#1", true), (first.At.TotalSeconds, first.Node, first.Token, first.IsFirstRequest));
        Assert.Equal("at#1 was issued 0.25 s ago and api-1 learns of it 1 s after its issue: 0.75 s too early; send the same token again", first.Sentence());
    }

    [Fact]
    public void Another_token_or_a_later_200_does_not_move_the_moment_of_acceptance()
    {
        var history = new HandMadeHistory(propagation: Late);
        var other = history.At(4.3).Refresh();
        var token = history.At(5).Refresh();
        history.Call(token);
        history.At(5.1).Call(other); // Refused for the same cause, and accepted sooner.
        history.At(5.5).Call(other);
        history.At(7).Call(token);
        history.At(9).Call(token);

        Assert.Equal(7, history.Unauthorized.Causes[0].First!.AcceptedAt!.Value.TotalSeconds);
    }

    [Fact]
    public void All_401s_are_counted_and_the_first_twenty_listed()
    {
        var history = new HandMadeHistory();
        for (var second = 0; second < UnauthorizedFold.ListedLimit + 1; second++)
            history.At(second).Call(null);

        Assert.Equal(21, history.Unauthorized.Causes[0].Wire);
        Assert.Equal(Enumerable.Range(0, 20).Select(second => (double)second), history.Unauthorized.Listed.Select(refused => refused.At.TotalSeconds));
    }

    [Fact]
    public void The_cause_that_reached_most_callers_comes_first()
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.Refresh();
        for (var retried = 0; retried < 3; retried++)
        {
            var call = history.Start();
            history.Serve(history.Send(call, null));
            history.End(call, 200);
        }

        history.Call(token);

        Assert.Equal([RefusalCause.NotPropagated, RefusalCause.MissingToken], history.Unauthorized.Causes.Select(facts => facts.Cause));
    }

    [Fact]
    public void A_refusal_of_the_token_endpoint_is_no_401_of_the_API()
    {
        var history = new HandMadeHistory();
        history.Call(null);
        var refused = history.LastServed;

        history.Record(refused with { IsTokenRequest = true, Call = null });

        Assert.Equal(1, history.Unauthorized.Causes[0].Wire);
    }

    [Fact]
    public void What_the_IdP_floored_away_is_known()
    {
        var history = new HandMadeHistory(propagation: Late);
        var token = history.At(10.3).Refresh();

        history.At(10.5).Call(token);

        Assert.Equal(0.3, history.Unauthorized.Listed[0].Story!.FlooredAway.TotalSeconds);
        Assert.Equal(TimeSpan.Zero, history.Unauthorized.Listed[0].IdpOffset);
    }
}
