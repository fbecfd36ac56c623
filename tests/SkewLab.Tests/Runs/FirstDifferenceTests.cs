using SkewLab.Runs;

namespace SkewLab.SkewLab.Tests.Runs;

public class FirstDifferenceTests
{
    [Theory]
    [InlineData("a b c", "a x y", "the first difference is event 2: 'b' against 'x'")]
    [InlineData("x b", "a b", "the first difference is event 1: 'x' against 'a'")]
    [InlineData("a b c", "a b", "the first difference is event 3: 'c' against nothing")]
    [InlineData("a b", "a b c", "the first difference is event 3: nothing against 'c'")]
    [InlineData("a", "", "the first difference is event 1: 'a' against nothing")]
    [InlineData("", "a", "the first difference is event 1: nothing against 'a'")]
    [InlineData("a b", "a b", "two more runs agreed, so it happens only sometimes")]
    [InlineData("", "", "two more runs agreed, so it happens only sometimes")]
    public void The_first_line_that_differs_is_named_with_both_sides(string one, string other, string expected)
    {
        Assert.Equal(expected, DeterminismCheck.FirstDifference(Lines(one), Lines(other)));
    }

    private static string[] Lines(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
