namespace SkewLab.Worlds.Tests;

/// <summary>Every command the README shows is run as it stands there.</summary>
public class ReadmeTests
{
    private static readonly string[] NotRunHere = ["git clone ", "cd ", "dotnet test "];

    public static TheoryData<string> Commands => [.. ShownCommands().Where(command => !NotRunHere.Any(prefix => command.StartsWith(prefix, StringComparison.Ordinal)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_of_the_readme_succeeds(string command)
    {
        var run = await Cli.ShellAsync(command);

        Assert.True(run.ExitCode == 0, $"{command}\n{run.Output}{run.Error}");
        Assert.NotEmpty(run.Output);
    }

    [Fact]
    public void The_readmes_test_command_is_the_one_that_runs_this()
    {
        Assert.Equal("dotnet test SkewLab.sln", Assert.Single(ShownCommands(), command => command.StartsWith("dotnet test ", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> ShownCommands()
    {
        var inside = false;
        foreach (var line in File.ReadLines(Repository.PathOf("README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = line == "```bash";
            else if (inside && line.Length > 0 && !line.StartsWith('#'))
                yield return line;
        }
    }
}
