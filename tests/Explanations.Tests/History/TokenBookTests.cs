using SkewLab.Explanations.History;

namespace SkewLab.Explanations.Tests.History;

public sealed class TokenBookTests
{
    private const int Day = 86_400;

    [Fact]
    public void A_story_holds_when_the_token_was_asked_for_issued_received_and_used()
    {
        var history = new HandMadeHistory();
        var asked = history.At(10).Ask();
        var issued = history.At(11).Issue(asked);
        history.At(12).Record(asked with { Kind = EventKind.ResponseReceived, At = history.Now, Wall = history.Now + TimeSpan.FromSeconds(5), Decision = issued });
        history.At(13).Call(issued.Issued);
        history.At(14).Call(issued.Issued);

        var story = history.Tokens.Find(issued.Issued)!;

        Assert.Equal((10, 11, 12, 5), (story.AskedAt.TotalSeconds, story.IssuedAt.TotalSeconds, story.ReceivedAt!.Value.TotalSeconds, story.OffsetAtReceipt.TotalSeconds));
        Assert.Equal((13, 14), (story.FirstSentAt!.Value.TotalSeconds, story.LastSentAt.TotalSeconds));
        Assert.Equal(TimeSpan.FromHours(1), story.Lifetime);
    }

    [Fact]
    public void A_story_knows_the_issuing_clocks_offset_and_what_it_floored_away()
    {
        var history = new HandMadeHistory();
        var asked = history.At(10).Ask();

        var issued = history.At(11.3).Issue(asked);

        var story = history.Tokens.Find(issued.Issued)!;
        Assert.Equal((0, 0.3), (story.IdpOffset.TotalSeconds, story.FlooredAway.TotalSeconds));
    }

    [Theory]
    [InlineData(503, "503")]
    [InlineData(0, "no answer")]
    public void A_renewal_that_brought_nothing_is_noted_in_the_story_of_the_token_it_was_to_replace(int status, string answer)
    {
        var history = new HandMadeHistory(clients: 2);
        var (own, others) = (history.At(10).Refresh(), history.Refresh(client: 1));
        Assert.Null(history.Tokens.Find(own)!.RenewalAnswer);

        var asked = history.At(20).Ask();
        if (status == 0)
            history.At(120).Abandon(asked);
        else
            history.At(21).Serve(asked, status);

        Assert.Equal(answer, history.Tokens.Find(own)!.RenewalAnswer);
        Assert.Null(history.Tokens.Find(others)!.RenewalAnswer);
        Assert.Null(history.Tokens.Find(history.At(130).Refresh())!.RenewalAnswer);
    }

    [Fact]
    public void A_token_that_no_answer_brought_was_never_received_or_used()
    {
        var history = new HandMadeHistory();

        var issued = history.Issue(history.Ask());

        var story = history.Tokens.Find(issued.Issued)!;
        Assert.Null(story.ReceivedAt);
        Assert.Null(story.FirstSentAt);
        Assert.Equal(0, history.Tokens.LifetimeUsedMean());
    }

    [Fact]
    public void The_share_of_its_lifetime_a_token_was_used_is_averaged_over_those_that_were()
    {
        var history = new HandMadeHistory(lifetime: TimeSpan.FromSeconds(100));
        var first = history.At(0).Refresh();
        history.At(10).Call(first);
        history.At(50).Call(first);
        var second = history.At(100).Refresh();
        history.At(200).Call(second);
        history.Refresh();

        // 50 % and 100 %; the third token was never sent.
        Assert.Equal(0.75, history.Tokens.LifetimeUsedMean());
    }

    [Fact]
    public void The_lifetimes_of_many_long_lived_tokens_add_up_to_more_than_a_time_span_holds()
    {
        // 2,925 times 3650 d is 10,676,250 d; a TimeSpan ends at 10,675,199 d.
        var history = new HandMadeHistory(lifetime: TimeSpan.FromDays(3650));
        for (var token = 0; token < 2925; token++)
            history.Call(history.Refresh());

        Assert.Equal(0, history.Tokens.LifetimeUsedMean());
    }

    [Fact]
    public void Use_beyond_the_end_counts_up_to_the_end()
    {
        var history = new HandMadeHistory(lifetime: TimeSpan.FromSeconds(100));
        var token = history.Refresh();
        history.At(150).Call(token);

        Assert.Equal(1, history.Tokens.LifetimeUsedMean());
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_story_is_closed_more_than_a_day_after_the_tokens_end_when_the_next_is_issued(int ticks, bool isOpen)
    {
        var history = new HandMadeHistory(lifetime: TimeSpan.FromSeconds(100));
        var old = history.Refresh();
        history.At(25).Call(old);

        history.At(100 + Day + ticks * 1e-7).Refresh();

        Assert.Equal(isOpen, history.Tokens.Find(old) is not null);
        Assert.Equal(0.25, history.Tokens.LifetimeUsedMean());
    }

    [Fact]
    public void Closing_old_stories_keeps_the_mean()
    {
        var history = new HandMadeHistory(lifetime: TimeSpan.FromSeconds(100));
        for (var day = 0; day < 10; day++)
        {
            var token = history.At(day * Day).Refresh();
            history.At(day * Day + 10 * day).Call(token);
        }

        // 0 %, 10 %, … 90 %: most of these stories are closed by now.
        Assert.Equal(0.45, history.Tokens.LifetimeUsedMean(), 12);
    }

    [Fact]
    public void A_process_that_gets_no_token_says_nothing_of_the_token_of_another_client_on_its_machine()
    {
        var history = new HandMadeHistory();
        var own = history.Refresh();
        var process = history.Start(process: 1);
        var processToken = history.Grant(history.Ask(call: process));

        history.Abandon(history.Ask(call: history.Start(process: 2)));
        Assert.Null(history.Tokens.Find(own)!.RenewalAnswer);
        Assert.Null(history.Tokens.Find(processToken)!.RenewalAnswer);

        history.Abandon(history.Ask());
        history.Abandon(history.Ask(call: process));
        Assert.Equal("no answer", history.Tokens.Find(own)!.RenewalAnswer);
        Assert.Equal("no answer", history.Tokens.Find(processToken)!.RenewalAnswer);
    }

    [Fact]
    public void A_request_without_a_token_has_no_story()
    {
        Assert.Null(new HandMadeHistory().Tokens.Find(null));
    }
}
