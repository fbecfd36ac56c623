using System.Text.Json;
using SkewLab.Simulation.Strategies;
using SkewLab.SkewLab.Tests.Support;

namespace SkewLab.SkewLab.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_arguments_it_shows_its_help_as_an_error()
    {
        var (nothing, help) = (Printed.By(), Printed.By("--help"));

        Assert.Equal(new Printed(2, "", help.Output), nothing);
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.All(["run <path>", "strategies", "scenarios <path>", "schema"], command => Assert.Contains($"\n  {command} ", help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void The_hidden_runner_is_not_in_the_help()
    {
        Assert.DoesNotContain("runner", Printed.By("--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_of_a_command_needs_no_path_and_lists_every_option()
    {
        var help = Printed.By("run", "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.All(
            ["--strategy <NAME,…>", "--seed <N>", "--verify <cached|full>", "--json <FILE>", "--junit <FILE>", "--trace <PATH>", "--check-determinism", "--quiet"],
            option => Assert.Contains($"\n  {option} ", help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_command_is_an_error()
    {
        var printed = Printed.By("rnu");

        Assert.Equal(2, printed.ExitCode);
        Assert.Contains("Unrecognized command or argument 'rnu'.", printed.Error, StringComparison.Ordinal);
        Assert.EndsWith($"skewlab --help shows how to use it.{Environment.NewLine}", printed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategies_are_listed_with_their_rules_and_where_these_come_from()
    {
        var printed = Printed.By("strategies");

        var lines = printed.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        string[] options = [.. StrategyCatalog.All.SelectMany(strategy => strategy.Options).Select(option => $"  {option.Name}: ")];
        Assert.Equal(0, printed.ExitCode);
        Assert.Equal(
            StrategyCatalog.All.SelectMany(strategy => new[] { strategy.Name, $"  {strategy.Rule}", $"  from: {strategy.Source}" }),
            lines.Where(line => !options.Any(option => line.StartsWith(option, StringComparison.Ordinal))));
        Assert.Contains("  buffer: 5s (0s to 1d)   How long before exp a token is replaced.", lines);
        Assert.Contains("  over: naive-expiry   The comparator that gets the tokens; all options but these go to it.", lines);
        Assert.Contains("skew-aware", StrategyCatalog.All.Select(strategy => strategy.Name));
    }

    [Fact]
    public void The_schema_is_json_and_knows_the_keys_of_a_scenario()
    {
        var printed = Printed.By("schema");

        using var schema = JsonDocument.Parse(printed.Output);
        Assert.Equal(0, printed.ExitCode);
        Assert.Equal(JsonValueKind.Object, schema.RootElement.GetProperty("properties").GetProperty("idp").ValueKind);
    }

    [Fact]
    public void Scenarios_are_listed_with_what_they_show()
    {
        var (first, second) = (_folder.Write("a.yaml", Samples.Scenario("a") + "\ndescription: What it shows."), _folder.Write("sub/b.yaml", Samples.Scenario("b", "skew-aware, naive-expiry")));

        var printed = Printed.By("scenarios", _folder.Path);

        Assert.Equal(0, printed.ExitCode);
        Assert.Equal(
            [first, "  What it shows.", "  strategies: naive-expiry", second, "  strategies: skew-aware, naive-expiry"],
            printed.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_broken_scenario_does_not_hide_the_others_from_the_list()
    {
        _folder.Write("a.yaml", "lab: 2");
        var good = _folder.Write("b.yaml", Samples.Scenario("b"));

        var printed = Printed.By("scenarios", _folder.Path);

        Assert.Equal(2, printed.ExitCode);
        Assert.StartsWith(good, printed.Output, StringComparison.Ordinal);
        Assert.StartsWith(_folder.PathOf("a.yaml:1:"), printed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_scenarios_folder_the_list_asks_for_one()
    {
        // The folder tests run in holds assemblies, no scenarios.
        var printed = Printed.By("scenarios");

        Assert.Equal(new Printed(2, "", $"There is no folder 'scenarios' here; name one, for example skewlab scenarios path/to/scenarios{Environment.NewLine}"), printed);
    }
}
