using System.Text.RegularExpressions;

namespace SkewLab.Conventions.Tests;

/// <summary>No line is longer than .editorconfig says.</summary>
public partial class LineLengthTests
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".proj", ".sh", ".md", ".yaml"];

    /// <value>Pages that a program writes.</value>
    private static readonly string[] Generated = ["docs/articles.md", "docs/costs.md", "docs/mutation.md"];

    /// <value>Folders with lines that are still to be broken.</value>
    private static readonly string[] NotYetWrapped =
    [
        "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Directory.Build.props", "benchmarks/", "docs/", "scenarios/",
        "src/ClientUnderTest/README.md", "src/ClientUnderTest/ClientUnderTest.csproj",
        "src/Explanations/", "src/FakeIdp/", "src/Live/", "src/Scenarios/", "src/Simulation/", "src/SkewLab/",
        "src/Verdicts/", "tests/",
    ];

    [Fact]
    public void No_line_is_longer_than_the_editor_is_told()
    {
        var longest = int.Parse(MaxLineLength().Match(Repository.Read(".editorconfig")).Groups[1].Value, null);
        var files = Repository.Files(".").Where(file => Extensions.Contains(Path.GetExtension(file)) && !Generated.Contains(file));

        var tooLong = files.SelectMany(file => TooLong(file, Repository.Read(file), longest)).ToList();

        Assert.Equal("", string.Join('\n', tooLong.Where(line => !NotYetWrapped.Any(folder => line.StartsWith(folder, StringComparison.Ordinal)))));
        Assert.All(NotYetWrapped, folder => Assert.Contains(tooLong, line => line.StartsWith(folder, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_that_is_too_long_would_be_found()
    {
        Assert.Equal(["a.cs:2"], TooLong("a.cs", "short\nlonger\n", 5));
        Assert.Equal(["a.md:2"], TooLong("a.md", "| a table |\nno table\n[a link](to)\nhttps://example.com\n", 5));
    }

    // A table's row cannot be broken, nor an address.
    private static IEnumerable<string> TooLong(string file, string text, int longest) => text.Split('\n')
        .Select((line, index) => (line, place: $"{file}:{index + 1}"))
        .Where(one => one.line.Length > longest && !(file.EndsWith(".md", StringComparison.Ordinal) && Unbreakable().IsMatch(one.line)))
        .Select(one => one.place);

    [GeneratedRegex(@"max_line_length = (\d+)")]
    private static partial Regex MaxLineLength();

    [GeneratedRegex(@"^\||\]\(|https?://")]
    private static partial Regex Unbreakable();
}
