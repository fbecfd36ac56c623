using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;

namespace SkewLab.Scenarios.Tests;

public class FormerNameTests
{
    [Theory]
    [InlineData("L1", LimitName.EndedInFlight, "endedInFlight")]
    [InlineData("L7", LimitName.LostRotationAnswer, "lostRotationAnswer")]
    [InlineData("L12", LimitName.PerProcess, "perProcess")]
    public void The_number_of_a_limit_is_taken_with_a_warning_that_names_the_limit(string number, LimitName limit, string name)
    {
        var load = Load(number);

        Assert.Equal(limit, load.Scenario!.Expect["*"].Limit);
        Assert.Equal(
            $"file.yaml:8:25: expect[\"*\"].limit: '{number}' is now called '{name}'; write that: the next version no longer takes '{number}'.",
            Assert.Single(load.Warnings).ToString());
    }

    [Fact]
    public void The_name_of_a_limit_is_taken_without_a_warning() => Assert.Empty(Load("lostRotationAnswer").Warnings);

    private static ScenarioLoad Load(string limit) =>
        ScenarioFile.Parse($"{ScenarioTexts.Minimal}expect: {{ \"*\": {{ limit: {limit}, requires: {{ surfaced401: 0 }} }} }}\n", "file.yaml", LabVocabulary.Value);
}
