using SkewLab.Explanations.Causes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.Tests.Causes;

public class EveryCauseHasWordsTests
{
    public static TheoryData<RefusalCause> Causes => [.. Enum.GetValues<RefusalCause>()];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Each_cause_is_named_and_says_by_how_much_a_request_missed(RefusalCause cause)
    {
        Assert.NotEmpty(CauseWords.Of(cause));
        Assert.Empty(CauseWords.Missed(Refused(cause, null)));
        Assert.Matches("^(, 1 s too (late|early))?$", CauseWords.Missed(Refused(cause, TimeSpan.FromSeconds(1))));
    }

    [Theory]
    [InlineData(RefusalCause.Expired, ", 1 s too late")]
    [InlineData(RefusalCause.NotYetValid, ", 1 s too early")]
    [InlineData(RefusalCause.Injected, "")]
    public void Late_is_not_early_and_what_time_has_no_part_in_is_neither(RefusalCause cause, string words) =>
        Assert.Equal(words, CauseWords.Missed(Refused(cause, TimeSpan.FromSeconds(1))));

    [Fact]
    public void A_cause_that_nobody_gave_words_to_has_none_of_anothers() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CauseWords.Missed(Refused((RefusalCause)99, TimeSpan.FromSeconds(1))));

    private static Refusal Refused(RefusalCause cause, TimeSpan? margin) =>
        new() { Cause = cause, Node = "api-1", ApiNow = DateTimeOffset.UnixEpoch, IdpNow = DateTimeOffset.UnixEpoch, Margin = margin };
}
