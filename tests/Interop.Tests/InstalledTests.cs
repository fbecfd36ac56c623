using System.Text.Json;
using System.Text.RegularExpressions;

namespace SkewLab.Interop.Tests;

/// <summary>A test that is skipped says why, and none is skipped in CI.</summary>
public class InstalledTests
{
    [Fact]
    public void CI_has_every_client()
    {
        var missing = Installed.Missing(Needs.Node | Needs.Authlib | Needs.Faketime);

        Assert.True(!Installed.IsCI || missing is null, missing);
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, null)]
    [InlineData("Node.js is not there", false, "Node.js is not there: run bash tests/Interop.Tests/install.sh")]
    [InlineData("Node.js is not there", true, null)]
    public void A_missing_client_skips_with_its_reason_but_never_in_CI(string? missing, bool isCI, string? reason) =>
        Assert.Equal(reason, Installed.ReasonToSkip(missing, isCI));

    [Fact]
    public void The_document_names_the_versions_that_are_tried()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "interop.md"));
        var packages = JsonElement.Parse(File.ReadAllText(Client.PathOf("package.json"))).GetProperty("dependencies").EnumerateObject();

        Assert.All(packages, package => Assert.Matches($@"\| \[{package.Name}\]\([^|]*\| {Regex.Escape(package.Value.GetString()!)} \|", document));
    }

    [Fact]
    public void The_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Client.PathOf("package-lock.json")), StringComparison.Ordinal);
}
