namespace SkewLab.Interop.Tests;

/// <summary>A test that is skipped says why, and none is skipped in CI.</summary>
public class InstalledTests
{
    [Fact]
    public void CI_has_every_client()
    {
        if (Installed.IsCI)
            Assert.Null(Installed.Missing(Needs.Node | Needs.Authlib | Needs.Faketime));
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData(null, true, null)]
    [InlineData("Node.js is not there", false, "Node.js is not there: run bash tests/Interop.Tests/install.sh")]
    [InlineData("Node.js is not there", true, null)]
    public void A_missing_client_skips_with_its_reason_but_never_in_CI(string? missing, bool isCI, string? reason) =>
        Assert.Equal(reason, Installed.ReasonToSkip(missing, isCI));

    [Fact]
    public void The_lock_file_names_no_registry() =>
        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Repository.ClientPath("package-lock.json")), StringComparison.Ordinal);
}
