using SkewLab.Simulation.Traffic;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class JobProgressTests
{
    [Fact]
    public void A_job_is_ok_once_it_has_every_page()
    {
        var progress = new JobProgress(2, 2);

        Assert.True(progress.Take(2, ["c", "d"]));
        Assert.Equal((1, 0, false), (progress.PagesLost, progress.PagesTwice, progress.IsOk));
        Assert.True(progress.Take(1, ["a", "b"]));
        Assert.Equal((0, 0, true), (progress.PagesLost, progress.PagesTwice, progress.IsOk));
    }

    [Fact]
    public void A_page_got_three_times_is_one_page_got_twice()
    {
        var progress = new JobProgress(1, 2);
        progress.Take(1, ["a", "b"]);

        Assert.True(progress.Take(1, ["b", "a"]));
        Assert.True(progress.Take(1, ["a", "b"]));
        Assert.Equal((0, 1, false), (progress.PagesLost, progress.PagesTwice, progress.IsOk));
    }

    [Theory]
    [InlineData("c")] // Too few.
    [InlineData("c d e")] // Too many.
    [InlineData("c c")] // One of them twice.
    [InlineData("a c")] // One is of another page.
    public void Conversations_that_are_no_whole_page_are_not_taken(string conversations)
    {
        var progress = new JobProgress(2, 2);
        progress.Take(1, ["a", "b"]);

        Assert.False(progress.Take(2, conversations.Split(' ')));
        Assert.Equal((1, 0), (progress.PagesLost, progress.PagesTwice));
    }

    [Fact]
    public void A_page_that_holds_other_conversations_than_before_is_not_taken()
    {
        var progress = new JobProgress(2, 2);
        progress.Take(1, ["a", "b"]);

        Assert.False(progress.Take(1, ["c", "d"]));
        Assert.Equal((1, 0), (progress.PagesLost, progress.PagesTwice));
    }

    [Fact]
    public void Another_page_than_the_one_asked_for_counts_as_what_it_is()
    {
        var progress = new JobProgress(2, 2);
        progress.Take(1, ["a", "b"]);

        Assert.False(progress.Take(2, ["a", "b"]));
        Assert.Equal((1, 1), (progress.PagesLost, progress.PagesTwice));
    }
}
