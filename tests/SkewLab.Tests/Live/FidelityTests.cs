using SkewLab.Benchmarks.Fidelity;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>The arithmetic by which simulated and live runs are compared: scheduling explains as much as it did, and no more.</summary>
public class FidelityTests
{
    // A call every 100 ms at three nodes, so each node is called every 300 ms; 80 s in all.
    private static readonly Agreement Agreement = new(TimeSpan.FromSeconds(80), TimeSpan.FromMilliseconds(100), nodes: 3);

    private static readonly Scheduling Undisturbed =
        new() { MeanDelay = TimeSpan.Zero, LargestDelay = TimeSpan.Zero, Moved = TimeSpan.Zero, Late = 0, Unforced = 8 };

    [Theory]
    [InlineData(0, 0, 0, 1)]
    // 2 * 15 ms of 300 ms at each of 8 edges: 0.8 calls on average, 0.8 + 3 * 0.894 = 3.48, and one.
    [InlineData(15, 0, 0, 5)]
    // (2 * 15 ms + 120 ms) of 300 ms: 4 calls on average, 4 + 3 * 2 = 10, and one.
    [InlineData(15, 120, 0, 11)]
    [InlineData(15, 0, 7, 12)]
    public void An_edge_is_crossed_by_as_many_calls_as_the_delays_are_long(int meanMs, int movedMs, int late, long bound) =>
        Assert.Equal(bound, Agreement.EdgeBound(Undisturbed with
        {
            MeanDelay = TimeSpan.FromMilliseconds(meanMs),
            Moved = TimeSpan.FromMilliseconds(movedMs),
            Late = late
        }));

    [Theory]
    [InlineData(0, 0, 0, 1)]
    // 8 refreshes in 80 s are one in 10 s: delays that add up to less cost none, and those that add up to it cost one.
    [InlineData(10, 9919, 0, 1)]
    [InlineData(10, 9920, 0, 2)]
    [InlineData(0, 0, 3, 4)]
    public void Delays_cost_a_token_request_where_they_add_up_to_the_time_between_two(int meanMs, int movedMs, int late, long bound) =>
        Assert.Equal(bound, Agreement.TokenRequestBound(Undisturbed with
        {
            MeanDelay = TimeSpan.FromMilliseconds(meanMs),
            Moved = TimeSpan.FromMilliseconds(movedMs),
            Late = late
        }));

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, true)]
    [InlineData(49, true)]
    [InlineData(52, false)]
    [InlineData(48, false)]
    public void A_count_agrees_up_to_its_bound_on_either_side(int live, bool agrees)
    {
        var compared = Agreement.Compare(CountsOf(expired: 50), [new(CountsOf(expired: 50), Undisturbed), new(CountsOf(expired: live), Undisturbed)]);

        Assert.Equal(agrees, compared.All(comparison => comparison.Agrees));
        Assert.Equal([50, live], compared.Single(comparison => comparison.Name == "wire 401, expired").Live);
    }

    [Fact]
    public void A_run_that_was_disturbed_more_explains_more_for_itself_alone()
    {
        var late = Undisturbed with { Late = 5 };

        Assert.True(Wire(new(CountsOf(expired: 56), late), new(CountsOf(expired: 51), Undisturbed)).Agrees);
        Assert.False(Wire(new(CountsOf(expired: 51), late), new(CountsOf(expired: 56), Undisturbed)).Agrees);

        static Comparison Wire(params LiveResult[] live) =>
            Agreement.Compare(CountsOf(expired: 50), live).Single(comparison => comparison.Name == "wire 401, expired");
    }

    [Fact]
    public void No_scheduling_explains_a_cause_that_the_simulation_does_not_have()
    {
        var counts = CountsOf(expired: 50) with { Wire = new Dictionary<string, long> { ["expired"] = 50, ["bad_signature"] = 1 } };

        var differing = Agreement.Compare(CountsOf(expired: 50), [new(counts, Undisturbed with { Late = 16 })]).Where(comparison => !comparison.Agrees);

        Assert.Equal("wire 401, bad_signature", Assert.Single(differing).Name);
    }

    [Fact]
    public void A_cause_that_is_missing_live_is_compared_too()
    {
        var counts = CountsOf(expired: 50) with { Surfaced = new Dictionary<string, long>() };

        var differing = Agreement.Compare(CountsOf(expired: 50), [new(counts, Undisturbed)]).Where(comparison => !comparison.Agrees);

        Assert.Equal(["surfaced 401, any", "surfaced 401, expired"], differing.Select(comparison => comparison.Name));
    }

    [Fact]
    public void All_causes_together_may_differ_by_what_each_of_them_may()
    {
        var two = CountsOf(expired: 50) with { Surfaced = new Dictionary<string, long> { ["expired"] = 50, ["not_yet_valid"] = 20 } };

        var any = Agreement.Compare(two, [new(two, Undisturbed)]).Single(comparison => comparison.Name == "surfaced 401, any");

        Assert.Equal((70, 2), (any.Simulated, any.Bounds[0]));
    }

    [Fact]
    public void Who_sees_no_401_in_the_simulation_sees_none_live_and_a_row_says_so()
    {
        var none = CountsOf(expired: 50) with { Surfaced = new Dictionary<string, long>() };

        var same = Agreement.Compare(none, [new(none, Undisturbed)]).Single(comparison => comparison.Name == "surfaced 401, any");
        var other = Agreement.Compare(none, [new(CountsOf(expired: 50) with { Surfaced = new Dictionary<string, long> { ["expired"] = 1 } },
            Undisturbed with { Late = 16 })]);

        Assert.Equal((0, 0, 0, true), (same.Simulated, same.Live[0], same.Bounds[0], same.Agrees));
        Assert.False(other.Single(comparison => comparison.Name == "surfaced 401, any").Agrees);
    }

    [Theory]
    [InlineData(801, 0)]
    [InlineData(800, 1)]
    public void Scheduling_explains_no_call_too_many_and_none_without_an_answer(long calls, long lost)
    {
        var counts = CountsOf(expired: 50) with { Calls = calls, Lost = lost };

        Assert.Contains(Agreement.Compare(CountsOf(expired: 50), [new(counts, Undisturbed with { Late = 16 })]), comparison => !comparison.Agrees);
    }

    [Theory]
    [InlineData(75, 0, true)]
    // 2 * 76 ms are more than half of 300 ms.
    [InlineData(76, 0, false)]
    // 2 % of 800 calls.
    [InlineData(0, 16, true)]
    [InlineData(0, 17, false)]
    public void A_run_on_a_busy_machine_tells_nothing(int meanMs, int late, bool isTelling)
    {
        var live = new LiveResult(CountsOf(expired: 50), Undisturbed with { MeanDelay = TimeSpan.FromMilliseconds(meanMs), Late = late });

        Assert.Equal(isTelling, Agreement.IsTelling(live));
        Assert.Equal(isTelling, new Report(Agreement, [new("naive-expiry", CountsOf(expired: 50), [live])]).Agrees);
    }

    [Fact]
    public void The_report_leads_with_the_verdict_and_shows_least_and_most()
    {
        var busy = Undisturbed with { Late = 17 };

        Assert.Equal(
            """
            **They agree: all 6 numbers are within what scheduling explains.**

            | strategy | count | simulated | live | explained | |
            |---|---|---|---|---|---|
            | `naive-expiry` | calls | 800 | 800 | ± 0 | agrees |
            | `naive-expiry` | calls without an answer | 0 | 0 | ± 0 | agrees |
            | `naive-expiry` | surfaced 401, any | 50 | 49–51 | ± 1 | agrees |
            | `naive-expiry` | surfaced 401, expired | 50 | 49–51 | ± 1 | agrees |
            | `naive-expiry` | wire 401, expired | 50 | 49–51 | ± 1 | agrees |
            | `naive-expiry` | token requests | 8 | 8 | ± 1 | agrees |

            | strategy | live run | mean delay | largest delay | refreshes moved by | late requests | unforced token requests |
            |---|---|---|---|---|---|---|
            | `naive-expiry` | 1 | 0 ms | 0 ms | 0 ms | 0 | 8 |
            | `naive-expiry` | 2 | 0 ms | 0 ms | 0 ms | 0 | 8 |

            """,
            Written(new(CountsOf(expired: 49), Undisturbed), new(CountsOf(expired: 51), Undisturbed)),
            ignoreLineEndingDifferences: true);
        Assert.StartsWith("**They do not agree: 3 of 6 numbers differ by more than scheduling explains.**",
            Written(new LiveResult(CountsOf(expired: 60), Undisturbed)), StringComparison.Ordinal);
        Assert.StartsWith("**The machine was too busy to tell: ", Written(new LiveResult(CountsOf(expired: 50), busy)), StringComparison.Ordinal);

        static string Written(params LiveResult[] live)
        {
            var output = new StringWriter();
            new Report(Agreement, [new("naive-expiry", CountsOf(expired: 50), live)]).Write(output);
            return output.ToString();
        }
    }

    private static Counts CountsOf(long expired) => new()
    {
        Calls = 800,
        Lost = 0,
        TokenRequests = 8,
        Surfaced = new Dictionary<string, long> { ["expired"] = expired },
        Wire = new Dictionary<string, long> { ["expired"] = expired },
    };
}
