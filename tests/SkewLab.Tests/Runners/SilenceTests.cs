using SkewLab.Runners;

namespace SkewLab.SkewLab.Tests.Runners;

public class SilenceTests
{
    private readonly Silence _silence = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void It_looks_four_times_in_the_longest_silence() => Assert.Equal(TimeSpan.FromSeconds(15), _silence.Interval);

    [Fact]
    public void A_runner_that_answers_while_its_world_stands_still_is_silent_at_the_fourth_answer_without_an_event()
    {
        Answer(7);
        for (var look = 0; look < 4; look++)
        {
            Assert.Null(_silence.Verdict());
            Answer(7);
        }

        Assert.Equal(
            new RunnerMessage.Silent(
                "the runner answers, but its world has stood still for 60 s: something in it blocks the only thread "
                + "(a client that waits synchronously for asynchronous work does that)"),
            _silence.Verdict());
    }

    [Fact]
    public void A_world_that_gets_on_however_slowly_is_not_silent()
    {
        for (var events = 0; events < 100; events++)
        {
            Answer(events / 4);
            Assert.Null(_silence.Verdict());
        }
    }

    [Fact]
    public void A_machine_too_slow_to_answer_is_waited_for_and_its_silence_says_nothing_of_the_world()
    {
        Answer(7);
        Answer(7);
        Assert.True(_silence.ShouldPing());
        for (var look = 0; look < 39; look++)
        {
            Assert.False(_silence.ShouldPing());
            Assert.Null(_silence.Verdict());
        }

        _silence.Answered(8);
        Assert.Null(_silence.Verdict());
        Assert.True(_silence.ShouldPing());
    }

    [Fact]
    public void A_runner_that_answers_nothing_for_ten_times_as_long_counts_as_dead()
    {
        _silence.ShouldPing();
        for (var look = 0; look < 40; look++)
            _silence.ShouldPing();

        Assert.Equal(
            new RunnerMessage.Died("the runner has answered nothing for 600 s: it was stopped, or the machine has no time for it"), _silence.Verdict());
    }

    private void Answer(long events)
    {
        Assert.True(_silence.ShouldPing());
        _silence.Answered(events);
    }
}
