using System.Diagnostics;

namespace SkewLab.Conventions.Tests;

/// <summary>What no file of the checkout may hold.</summary>
public class TextTests
{
    [Theory]
    [InlineData("^(<<<<<<<|>>>>>>>) ")] // What is left of a merge.
    [InlineData("^=======$")]
    public void No_file_holds_the_marks_of_a_merge(string pattern)
    {
        var (exitCode, found) = Grep(pattern);

        // 1: nothing was found; anything above is a failure of git itself.
        Assert.Equal((1, ""), (exitCode, found));
    }

    [Fact]
    public void A_mark_would_be_found() =>
        Assert.Equal((0, "tests/Conventions.Tests/TextTests.cs\n"), Grep("^namespace SkewLab.Conventions.Tests;$", "tests/Conventions.Tests/TextTests.cs"));

    private static (int ExitCode, string Output) Grep(string pattern, string path = ".")
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", ["grep", "-lIE", pattern, "--", path]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return (git.ExitCode, output);
    }
}
