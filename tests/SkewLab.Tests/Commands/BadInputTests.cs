using SkewLab.Simulation.Strategies;
using SkewLab.SkewLab.Tests.Support;

namespace SkewLab.SkewLab.Tests.Commands;

/// <summary>Whatever is wrong is said at once, with the exit code 2, and nothing is run or written.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string Names = string.Join(", ", StrategyCatalog.All.Select(strategy => strategy.Name));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--seed", "x", "--seed: 'x' is not a whole number from 0 to 18446744073709551615; for example --seed 42")]
    [InlineData("--seed", "-1", "--seed: '-1' is not a whole number from 0 to 18446744073709551615; for example --seed 42")]
    [InlineData("--seed", "1.5", "--seed: '1.5' is not a whole number from 0 to 18446744073709551615; for example --seed 42")]
    [InlineData("--seed", "18446744073709551616", "--seed: '18446744073709551616' is not a whole number from 0 to 18446744073709551615; for example --seed 42")]
    [InlineData("--verify", "some", "--verify: 'some' is neither cached nor full; for example --verify full")]
    public void A_bad_value_of_an_option_is_answered_with_the_rule_and_an_example(string option, string value, string message)
    {
        var printed = Printed.By("run", Good(), option, value);

        Assert.Equal(new Printed(2, "", Lines(message, "skewlab --help shows how to use it.")), printed);
    }

    [Theory]
    [InlineData("--foo", "There is no option '--foo'. For a file of that name write './--foo'.")]
    [InlineData("-x", "There is no option '-x'. For a file of that name write './-x'.")]
    public void An_unknown_option_is_not_taken_for_a_file(string option, string message)
    {
        var run = Printed.By("run", Good(), option);
        var scenarios = Printed.By("scenarios", Good(), option);

        var expected = new Printed(2, "", Lines(message, "skewlab --help shows how to use it."));
        Assert.Equal(expected, run);
        Assert.Equal(expected, scenarios);
    }

    [Fact]
    public void Every_wrong_option_is_named_at_once()
    {
        var printed = Printed.By("run", Good(), "--seed", "x", "--verify", "y", "--foo");

        Assert.Equal(2, printed.ExitCode);
        Assert.Equal(4, printed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_run_without_a_path_asks_for_one()
    {
        Assert.Equal(new Printed(2, "", Lines("Required argument 'path' missing for command: 'run'.", "skewlab --help shows how to use it.")), Printed.By("run"));
    }

    [Fact]
    public void A_name_that_begins_with_an_at_sign_is_a_file_like_any_other()
    {
        Assert.Equal(new Printed(2, "", Lines("@nobody: there is no such file.")), Printed.By("run", "@nobody"));
    }

    [Fact]
    public void All_problems_of_all_files_and_options_are_reported_together()
    {
        var first = _folder.Write("a.yaml", Samples.Scenario("a").Replace("1m", "90", StringComparison.Ordinal) + "\nfoo: 1");
        var second = _folder.Write("b.yaml", Samples.Scenario("b", "nobody"));
        Directory.CreateDirectory(_folder.PathOf("empty"));

        var printed = Printed.By(
            "run", first, second, _folder.PathOf("c.yaml"), _folder.PathOf("empty"), "--strategy", "naive-expiry,nobody,", "--json", _folder.Path, "--junit", _folder.PathOf("no/where.xml"), "--trace", "/dev/null");

        string[] expected =
        [
            $"--strategy: there is no strategy 'nobody'; there are {Names}",
            $"--strategy: there is no strategy ''; there are {Names}",
            $"{_folder.PathOf("empty")}: the folder holds no scenario; scenario files end in .yaml, for example {_folder.PathOf("empty/my-bug.yaml")}",
            $"{first}:3:11: duration: '90' has no unit; write '90s' or '1m30s'.",
            $"{first}:6:1: unknown key 'foo'; the keys here are lab, name, description, seed, duration, idp, api, clients, links, traffic, timeline, strategies, expect.",
            $"{second}:5:15: strategies[0]: 'nobody' is not a known strategy; the strategies are {Names}.",
            $"{_folder.PathOf("c.yaml")}: there is no such file.",
            $"--json: '{_folder.Path}' is a folder; name a file, for example --json {_folder.PathOf("result.json")}",
            $"--junit: the folder of '{_folder.PathOf("no/where.xml")}' does not exist; create it first, for example mkdir -p {_folder.PathOf("no")}",
        ];
        Assert.Equal(2, printed.ExitCode);
        Assert.Empty(printed.Output);
        Assert.Equal(expected.Order(StringComparer.Ordinal), printed.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("name: small", "name: small\nnmae: x", ":3:1: unknown key 'nmae'; did you mean 'name'?")]
    [InlineData("duration: 1m", "duration: 90", ":3:11: duration: '90' has no unit; write '90s' or '1m30s'.")]
    [InlineData("duration: 1m", "duration: 1m\nseed: many", ":4:7: seed: ")]
    [InlineData("duration: 1m", "duration: 3651d", ":3:11: duration: ")]
    [InlineData("duration: 1m", "duration: 1m\napi: { nodes: 2, node: { api-1: { learnsTokenAfter: 1s }, api-1: { learnsTokenAfter: 2s } } }", ":4:")]
    [InlineData("duration: 1m", "duration: 1m\ntimeline: [ { at: 2m, jump: { clock: client, by: 1s } } ]", ":4:")]
    [InlineData("duration: 1m", "duration: 1m\ntimeline: [ { at: 2s, jump: { clock: nobody, by: 1s } } ]", ":4:")]
    [InlineData("duration: 1m", "duration: 1m\napi: { validator: nobody }", ":4:")]
    [InlineData("duration: 1m", "duration: 1m\nclients: { clock: { profile: nobody } }", ":4:")]
    [InlineData("duration: 1m", "duration: 1m\nexpect: { \"*\": { requires: { nobody: 0 } } }", ":4:")]
    [InlineData("duration: 1m", "duration: [ 1m", ":3:")]
    public void A_broken_file_is_refused_with_its_place_and_leaves_every_output_as_it_was(string good, string bad, string place)
    {
        var file = _folder.Write("small.yaml", Samples.Scenario("small").Replace(good, bad, StringComparison.Ordinal));
        var json = _folder.Write("old.json", "old");

        var printed = Printed.By("run", file, "--json", json, "--junit", _folder.PathOf("new.xml"), "--trace", _folder.PathOf("new.trace"));

        Assert.Equal(2, printed.ExitCode);
        Assert.Empty(printed.Output);
        Assert.StartsWith(file + place, printed.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(json));
        Assert.Equal(["old.json", "small.yaml"], _folder.Names);
    }

    [Fact]
    public void A_word_that_the_next_version_no_longer_takes_is_run_with_a_warning()
    {
        var path = _folder.Write("old.yaml", Samples.Scenario("old") + "\nexpect: { naive-expiry: { limit: L7, requires: { ok: 0 } } }\n");

        var printed = Printed.By("run", path, "--quiet");

        Assert.Equal(0, printed.ExitCode);
        Assert.Matches("^warning: .*old\\.yaml:\\d+:\\d+: expect\\.naive-expiry\\.limit: 'L7' is now called 'lostRotationAnswer'; write that: the next version no longer takes 'L7'\\.\n$", printed.Error);
    }

    private string Good() => _folder.Write("good.yaml", Samples.Scenario("good"));

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + Environment.NewLine));
}
