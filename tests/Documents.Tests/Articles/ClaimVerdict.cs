namespace SkewLab.Documents.Tests.Articles;

/// <summary>A claim with all worlds that test it, and what they come to together.</summary>
/// <param name="Tests">The claim as each world has it, with that world.</param>
internal sealed record ClaimVerdict(IReadOnlyList<(ArticleClaim Claim, ArticleWorld World)> Tests)
{
    /// <value>The claim, as the first world has it.</value>
    public ArticleClaim Claim => Tests[0].Claim;

    /// <value><c>true</c> where every condition holds in every world, <c>false</c> where none does in any, else <c>only if</c>.</value>
    public string Word
    {
        get
        {
            var held = Tests.SelectMany(test => test.Claim.Conditions.Select(condition => condition.Holds(test.World))).Distinct().ToList();
            return held switch { [true] => "true", [false] => "false", _ => "only if" };
        }
    }

    /// <value>When an "only if" holds.</value>
    public IReadOnlyList<string> Circumstances => [.. Tests.Select(test => test.Claim.OnlyIf).OfType<string>()];

    /// <summary>Every claim of the worlds, by article and line.</summary>
    public static IReadOnlyList<ClaimVerdict> Of(IReadOnlyList<ArticleWorld> worlds) =>
        [.. worlds.SelectMany(world => world.Claims.Select(claim => (Claim: claim, World: world)))
            .GroupBy(test => test.Claim.Key)
            .OrderBy(tests => tests.Key.Article, StringComparer.Ordinal)
            .ThenBy(tests => int.Parse(tests.Key.Lines.Split(' ', '-')[1], System.Globalization.CultureInfo.InvariantCulture))
            .ThenBy(tests => tests.Key.Quote, StringComparer.Ordinal)
            .Select(tests => new ClaimVerdict([.. tests]))];
}
