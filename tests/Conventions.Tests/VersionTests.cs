using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SkewLab.Conventions.Tests;

/// <summary>The version stands in one place, and the CHANGELOG says when it was made and what is new since.</summary>
public partial class VersionTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void The_changelog_begins_with_what_is_unreleased_and_dates_the_version_that_is_built()
    {
        var headings = Heading().Matches(File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"))).Select(match => match.Groups[1].Value.TrimEnd()).ToList();

        Assert.Equal("Unreleased", headings[0]);
        Assert.Matches($@"^{Regex.Escape(Version)} - \d{{4}}-\d{{2}}-\d{{2}}$", headings[1]);
    }

    [Fact]
    public void No_project_has_a_version_of_its_own()
    {
        var files = Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "src/Package.props"));

        Assert.DoesNotContain(files, file => XDocument.Load(file).Descendants().Any(element => element.Name.LocalName is "Version" or "VersionPrefix" or "PackageVersion"));
    }

    [GeneratedRegex("^## (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
