using SkewLab.Documents.Tests.Clients;
using SkewLab.Runners;

namespace SkewLab.Documents.Tests;

/// <summary>Every command the README shows is run as it stands there.</summary>
public class ReadmeTests
{
    private static readonly string[] NotRunHere = ["git clone ", "cd ", "dotnet test "];

    public static TheoryData<string> Commands =>
        [.. ShownCommands().Where(command => !NotRunHere.Any(prefix => command.StartsWith(prefix, StringComparison.Ordinal)))];

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

    [Fact]
    public async Task The_readmes_sample_is_what_the_main_command_prints()
    {
        var run = await Cli.SkewLabAsync("run", "scenarios/post-refresh-401.yaml");

        // The first line says how long it took here.
        Assert.Equal(Shown("text").Skip(1), run.Output.TrimEnd().Split('\n').Skip(1));
    }

    [Fact]
    public async Task The_readmes_scenario_ends_as_it_expects()
    {
        var folder = Directory.CreateTempSubdirectory("skewlab-");
        try
        {
            var file = Path.Combine(folder.FullName, "my-401.yaml");
            await File.WriteAllLinesAsync(file, Shown("yaml"));

            var run = await Cli.SkewLabAsync("run", file, "--quiet");

            Assert.True(run.ExitCode == 0, run.Output + run.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_readmes_client_is_one_that_compiles_and_runs()
    {
        var source = await File.ReadAllTextAsync(Repository.PathOf("tests", "Documents.Tests", "Clients", "Mine.cs"));

        var request = new RunRequest
        {
            ScenarioFile = "my-401.yaml",
            ScenarioText = string.Join('\n', Shown("yaml")),
            Strategy = "mine",
            ClientAssembly = typeof(Mine).Assembly.Location,
        };

        var result = OneRunner.ResultOf((await OneRunner.RunAsync(request))[0]);

        Assert.Contains(string.Join('\n', Shown("csharp")), source, StringComparison.Ordinal);
        Assert.Equal(result.Metrics.Requests, result.Metrics.Surfaced401);
        Assert.Equal("missing_token", Assert.Single(result.UnauthorizedByCause).Cause);
    }

    private static IEnumerable<string> ShownCommands() => Shown("bash").Where(line => line.Length > 0 && !line.StartsWith('#'));

    private static IEnumerable<string> Shown(string language)
    {
        var inside = false;
        foreach (var line in File.ReadLines(Repository.PathOf("README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = line == $"```{language}";
            else if (inside)
                yield return line;
        }
    }
}
