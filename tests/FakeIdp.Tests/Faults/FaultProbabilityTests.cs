using SkewLab.FakeIdp.Faults;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Faults that requests meet by chance: as often as is said, and the same requests each time.</summary>
public class FaultProbabilityTests
{
    private const int Many = 2000;

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.98)]
    public async Task As_many_requests_meet_a_fault_as_its_probability_says(double probability)
    {
        var met = (await StatusesAsync(Many, new HttpFault { Status = 503, Probability = probability })).Count(status => status == 503);

        // Four standard deviations.
        Assert.InRange((met - (Many * probability)) / Math.Sqrt(Many * probability * (1 - probability)), -4, 4);
    }

    [Fact]
    public async Task Another_node_with_the_same_faults_meets_them_at_the_same_requests_and_a_clearing_begins_anew()
    {
        var fault = new HttpFault { Status = 503, Probability = 0.3 };
        var lab = new Lab();

        lab.Api.Faults.Add(fault);
        var first = await StatusesAsync(lab, 100);
        lab.Api.Faults.Clear();
        lab.Api.Faults.Add(fault);

        Assert.Equal(first, await StatusesAsync(lab, 100));
        Assert.Equal(first, await StatusesAsync(100, fault));
    }

    [Fact]
    public async Task Another_seed_means_other_requests_and_as_many_of_them()
    {
        var one = await StatusesAsync(400, new HttpFault { Status = 503, Probability = 0.5, Seed = 1 });
        var other = await StatusesAsync(400, new HttpFault { Status = 503, Probability = 0.5, Seed = ulong.MaxValue });

        Assert.InRange(one.Count(status => status == 503), 160, 240);
        Assert.InRange(other.Count(status => status == 503), 160, 240);
        // Fair coins differ half of the time.
        Assert.InRange(one.Zip(other).Count(pair => pair.First != pair.Second), 160, 240);
    }

    [Fact]
    public async Task Two_faults_of_a_node_draw_apart_and_what_one_lets_pass_comes_to_the_next()
    {
        var statuses = await StatusesAsync(400, new() { Status = 503, Probability = 0.5 }, new() { Status = 500, Probability = 0.5 });

        // Of two fair draws, half meet the first, a quarter the second.
        Assert.InRange(statuses.Count(status => status == 503), 160, 240);
        Assert.InRange(statuses.Count(status => status == 500), 65, 135);
        Assert.InRange(statuses.Count(status => status == 401), 65, 135);
    }

    [Fact]
    public async Task Skip_passes_before_anything_is_drawn_and_Times_counts_those_that_met_it()
    {
        var drawn = await StatusesAsync(50, new HttpFault { Status = 503, Probability = 0.3 });

        var met = await StatusesAsync(57, new HttpFault { Status = 503, Probability = 0.3, Skip = 7, Times = 2 });

        var second = drawn.Index().Where(answer => answer.Item == 503).ElementAt(1).Index;
        Assert.Equal([.. Enumerable.Repeat(401, 7), .. drawn.Take(second + 1), .. Enumerable.Repeat(401, 49 - second)], met);
    }

    private static Task<List<int>> StatusesAsync(int requests, params HttpFault[] faults)
    {
        var lab = new Lab();
        Array.ForEach(faults, lab.Api.Faults.Add);
        return StatusesAsync(lab, requests);
    }

    private static async Task<List<int>> StatusesAsync(Lab lab, int requests)
    {
        List<int> statuses = [];
        while (statuses.Count < requests)
            statuses.Add((await lab.Get(null)).Status);
        return statuses;
    }
}
