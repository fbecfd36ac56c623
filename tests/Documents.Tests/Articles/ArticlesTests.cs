using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Judging;

namespace SkewLab.Documents.Tests.Articles;

/// <summary>What the five articles claim, held against the worlds of scenarios/articles, and docs/articles.md against both.</summary>
public class ArticlesTests(ArticlesTests.Lab lab) : IClassFixture<ArticlesTests.Lab>
{
    private static readonly string Page = Repository.PathOf("docs", "articles.md");

    public static TheoryData<string> Comparators => [.. StrategyCatalog.All.Select(strategy => strategy.Name).Where(name => name != "skew-aware")];

    [Fact]
    public async Task The_page_says_what_was_measured()
    {
        var page = ArticlesPage.Write(lab.Worlds);

        if (Environment.GetEnvironmentVariable("SKEWLAB_UPDATE") == "1")
            await File.WriteAllTextAsync(Page, page);
        Assert.Equal(page, await File.ReadAllTextAsync(Page));
    }

    [Fact]
    public void Every_world_tests_a_claim_and_runs_the_skew_aware_client()
    {
        Assert.All(lab.Worlds, world => Assert.NotEmpty(world.Claims));
        Assert.All(lab.Worlds, world => Assert.Equal(
            world.Scenario.Expect.TryGetValue("skew-aware", out var expected) && expected.Limit is not null ? Verdict.Impossible : Verdict.Survives,
            world.ResultOf("skew-aware").Verdict));
    }

    [Fact]
    public void A_claim_that_holds_at_times_says_when_and_no_other_does()
    {
        Assert.All(
            ClaimVerdict.Of(lab.Worlds),
            verdict => Assert.True((verdict.Word == "only if") == (verdict.Circumstances.Count > 0), $"{verdict.Claim.Key}: {verdict.Word}"));
    }

    [Theory]
    [InlineData("000")]
    [InlineData("001")]
    [InlineData("002")]
    [InlineData("003")]
    [InlineData("004")]
    public void Every_article_has_claims_that_were_tested(string article)
    {
        Assert.True(ClaimVerdict.Of(lab.Worlds).Count(verdict => verdict.Claim.Article == article) >= 4);
    }

    [Theory]
    [MemberData(nameof(Comparators))]
    public void Every_strategy_but_skew_aware_fails_in_a_world_that_shows_how(string name)
    {
        var strategy = StrategyCatalog.Find(name)!;

        var failures = lab.Worlds.SelectMany(
            world => world.Results.Where(result => result.Verdict == Verdict.Reproduced && ArticlesPage.IsOf(world, result, strategy))).ToList();

        // A 401 has its cause; a failure without any is one of exceptions or of token requests.
        Assert.Contains(failures, result => result.UnauthorizedByCause.Count > 0 || result.Metrics.Exceptions > 0);
    }

    /// <summary>One run of the folder for all tests.</summary>
    public sealed class Lab : IAsyncLifetime
    {
        internal IReadOnlyList<ArticleWorld> Worlds { get; private set; } = [];

        /// <inheritdoc/>
        public async Task InitializeAsync() => Worlds = await ArticleWorld.RunAllAsync();

        /// <inheritdoc/>
        public Task DisposeAsync() => Task.CompletedTask;
    }
}
