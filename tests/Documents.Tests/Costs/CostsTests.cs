using SkewLab.Scenarios.Model;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>What the client costs, where its limits are and where a simpler strategy is enough, held against worlds, and docs/costs.md against both.</summary>
public class CostsTests(CostsLab lab) : IClassFixture<CostsLab>
{
    private static readonly string Page = Repository.PathOf("docs", "costs.md");

    [Fact]
    public async Task The_page_says_what_was_counted_and_measured()
    {
        var page = new CostsPage(lab).Write();

        if (Environment.GetEnvironmentVariable("SKEWLAB_UPDATE") == "1")
            await File.WriteAllTextAsync(Page, page);
        Assert.Equal(page, await File.ReadAllTextAsync(Page));
    }

    [Fact]
    public void Every_sentence_about_an_element_is_borne_out_by_the_numbers_beside_it()
    {
        var broken = from element in Elements.All
                     from one in element.Cases
                     let results = lab.Of(one.World, one.Clients)
                     where !one.Holds(results)
                     select $"{one.World}: {one.Sentence}\n{Rows(results)}\n";

        Assert.Equal("", string.Concat(broken));
    }

    [Fact]
    public void Every_sentence_about_a_limit_is_borne_out_by_the_numbers_of_the_client_and_its_rivals()
    {
        var broken = from limit in LimitCase.All
                     let own = lab.Of(limit.World, limit.Own)
                     let rivals = lab.Of(limit.World, LimitCase.Rivals)
                     where !limit.Holds(own, rivals)
                     select $"{limit.Limit} {limit.World}: {limit.Sentence}\n{Rows([.. own, .. rivals])}\n";

        Assert.Equal("", string.Concat(broken));
    }

    [Fact]
    public void Every_limit_is_shown_by_a_world_or_by_a_test_that_is_there()
    {
        var test = File.ReadAllText(Repository.PathOf(LimitCase.EstimateTest.File.Split('/')));

        Assert.Equal(Enum.GetValues<LimitName>(), LimitCase.All.Select(limit => limit.Limit).Append(LimitName.OffsetUncertain).Distinct().Order());
        Assert.Contains($" {LimitCase.EstimateTest.Name}(", test, StringComparison.Ordinal);
    }

    [Fact]
    public void In_every_world_named_for_it_a_simpler_strategy_fails_no_more_calls()
    {
        Assert.All(SimplerCase.All, one => Assert.True(lab.Of(one.World, one.Clients) is var of && of[0].Failed <= of[1].Failed, Rows(of)));
    }

    [Fact]
    public void A_remedy_mends_what_it_is_named_for()
    {
        // Either fewer calls fail, or as many with a smaller price in token requests or in delay.
        Assert.All(
            SimplerCase.All.Where(one => one.Remedy is not null),
            one => Assert.True(lab.Of(one.World, one.Clients) is var of && Mends(of[2], of[1]), Rows(of)));
    }

    [Fact]
    public void Every_file_of_the_client_belongs_to_one_element_or_to_the_frame()
    {
        string[] built = ["obj/", "bin/"];
        var files = Directory.GetFiles(Element.Folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Element.Folder, file).Replace('\\', '/'))
            .Where(file => !built.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)));

        Assert.Equal(
            files.Order(StringComparer.Ordinal), Elements.All.Append(Elements.Frame).SelectMany(element => element.Files).Order(StringComparer.Ordinal));
        Assert.Equal(12, Elements.All.Count);
    }

    private static bool Mends(CostResult with, CostResult without) =>
        with.Failed < without.Failed
        || (
            with.Failed == without.Failed
                && (with.Metrics.TokenRequests < without.Metrics.TokenRequests || with.Metrics.AddedLatencyMs.Max < without.Metrics.AddedLatencyMs.Max));

    private static string Rows(IReadOnlyList<CostResult> results) => string.Join('\n', results.Select(result => result.Row));
}
