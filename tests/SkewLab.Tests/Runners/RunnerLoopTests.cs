using SkewLab.Runners;

namespace SkewLab.SkewLab.Tests.Runners;

public class RunnerLoopTests
{
    [Theory]
    [InlineData("wall")]
    [InlineData(null)]
    public void A_world_that_cannot_be_made_is_refused_without_the_name_of_a_parameter(string? parameter) =>
        Assert.Equal("The wall lies outside the years 1 to 9999.", RunnerLoop.SentenceOf(new ArgumentException("The wall lies outside the years 1 to 9999.", parameter)));

    [Fact]
    public void A_value_out_of_range_is_shown_without_the_name_of_a_parameter() => Assert.Equal(
        $"The leeway is too long.{Environment.NewLine}Actual value was 5.",
        RunnerLoop.SentenceOf(new ArgumentOutOfRangeException("leeway", 5, "The leeway is too long.")));
}
