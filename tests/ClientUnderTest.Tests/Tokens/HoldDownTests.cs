using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class HoldDownTests
{
    [Fact]
    public void It_grows_to_the_age_at_which_a_refused_token_was_accepted_never_shrinks_and_ends_at_its_bound()
    {
        using var bench = new Bench();
        var holdDown = new HoldDown(new SkewAwareOptions(), bench);
        Assert.Equal(TimeSpan.FromSeconds(2), holdDown.Length);

        var lengths = new List<double>();
        foreach (var age in (double[])[1, 2, 3.5, 3, 5, 60])
        {
            holdDown.Learn(TimeSpan.FromSeconds(age));
            lengths.Add(holdDown.Length.TotalSeconds);
        }

        Assert.Equal([2, 2, 3.5, 3.5, 5, 5], lengths);
        Assert.Equal(
            [
                "A token was accepted 00:00:03.5000000 after it was refused as young; the hold-down is now 00:00:03.5000000.",
                "A token was accepted 00:00:05 after it was refused as young; the hold-down is now 00:00:05.",
            ],
            bench.Lines);
    }
}
