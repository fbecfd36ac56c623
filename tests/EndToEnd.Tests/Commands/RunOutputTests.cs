using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SkewLab.EndToEnd.Tests.Commands;

/// <summary>One run of a whole command with every output, held to what docs/results.md says of each.</summary>
public sealed partial class RunOutputTests : IDisposable
{
    private static readonly string Document = File.ReadAllText(Repository.PathOf("docs", "results.md"));

    private readonly TemporaryFolder _folder = new("skewlab tests-");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_output_tells_the_same_run_and_the_replay_line_gives_it_again()
    {
        Directory.CreateDirectory(_folder.PathOf("traces"));
        var (run, json) = await RunAsync("skew-aware, naive-expiry, iat-offset", "--junit", _folder.PathOf("junit.xml"), "--trace", _folder.PathOf("traces"));

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var results = json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["skew-aware", "naive-expiry", "iat-offset"], results.Select(result => result.GetProperty("strategy").GetString()));
        Assert.Equal("FAILS", results[2].GetProperty("verdict").GetString());
        Assert.Equal("REPRODUCED", results[1].GetProperty("verdict").GetString());
        Assert.Equal("3", XDocument.Load(_folder.PathOf("junit.xml")).Root!.Attribute("tests")!.Value);
        foreach (var result in results)
        {
            var trace = await File.ReadAllBytesAsync(_folder.PathOf($"traces/small.{result.GetProperty("strategy")}.trace"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(trace)), result.GetProperty("traceSha256").GetString());
        }

        var replay = Assert.Single(run.Output.Split('\n'), line => line.StartsWith("replay  ", StringComparison.Ordinal))["replay  ".Length..];
        Assert.Equal($"skewlab run '{_folder.PathOf("small.yaml")}' --seed 7", replay);
        var again = await Cli.ShellAsync($"skewlab() {{ dotnet '{Cli.Program}' \"$@\"; }}; {replay}");
        Assert.Equal(TraceLine(run), TraceLine(again));

        string[] everything = [run.Output, json.GetRawText(), .. Directory.GetFiles(_folder.PathOf("traces")).Append(_folder.PathOf("junit.xml")).Select(File.ReadAllText)];
        Assert.All(everything, text => Assert.DoesNotMatch(Secret(), text));
    }

    [Fact]
    public async Task The_document_names_every_field_and_no_other()
    {
        var (_, json) = await RunAsync("naive-expiry");
        var result = json.GetProperty("results")[0];

        Assert.Equal(["schemaVersion", "tool", "results", "notRun"], Names(json));
        // Only an unsound result says why it is, and only one that is excused has a reason.
        Assert.Equal(Documented("## A result"), Names(result).Concat(["reason", "unsound"]).Order(StringComparer.Ordinal));
        Assert.Equal(Documented("## Metrics"), Metrics(result.GetProperty("metrics")).Order(StringComparer.Ordinal));
        Assert.Equal(Meaning("expectations[]").Except(["expect", "reproduces", "requires"]), Fields(result.GetProperty("expectations")));
        Assert.Equal(Meaning("unauthorizedByCause[]"), Fields(result.GetProperty("unauthorizedByCause")));
        Assert.Equal(Meaning("unauthorized[]"), Fields(result.GetProperty("unauthorized")));
        Assert.Equal(Meaning("first"), Fields(result.GetProperty("first")).Concat(Fields(result.GetProperty("first").GetProperty("steps"))));
        Assert.Equal(Meaning("run"), Fields(result.GetProperty("run")));
    }

    [Fact]
    public async Task Neither_verifying_every_signature_nor_running_twice_changes_the_run()
    {
        var (plain, _) = await RunAsync("naive-expiry");
        var (full, _) = await RunAsync("naive-expiry", "--verify", "full");
        var (twice, _) = await RunAsync("naive-expiry", "--check-determinism");
        var (other, _) = await RunAsync("naive-expiry", "--seed", "8");

        Assert.Equal(TraceLine(plain), TraceLine(full));
        Assert.Equal(TraceLine(plain), TraceLine(twice));
        Assert.NotEqual(TraceLine(plain), TraceLine(other));
        Assert.Contains("     seed 8\n", other.Output, StringComparison.Ordinal);
        Assert.All([plain, full, twice], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
    }

    [Fact]
    public async Task A_single_run_writes_its_trace_to_the_file_that_is_named()
    {
        var (run, json) = await RunAsync("naive-expiry", "--trace", _folder.PathOf("my.trace"), "--strategy", "skew-aware");

        var hash = await Cli.ShellAsync($"sha256sum < '{_folder.PathOf("my.trace")}'");
        Assert.StartsWith(json.GetProperty("results")[0].GetProperty("traceSha256").GetString()!, hash.Output, StringComparison.Ordinal);
        Assert.Contains($"replay  skewlab run '{_folder.PathOf("small.yaml")}' --strategy skew-aware --seed 7\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(["my.trace", "result.json", "small.yaml"], _folder.Names);
    }

    private async Task<(Finished Run, JsonElement Json)> RunAsync(string strategies, params string[] arguments)
    {
        var expect = """

            expect:
              skew-aware: { requires: { requests: ">= 1" } }
              naive-expiry: { reproduces: { surfaced401: ">= 1" } }
              "*": { requires: { wire401: 0 } }
            """;
        if (!strategies.Contains("skew-aware", StringComparison.Ordinal))
            expect = expect.Replace("  skew-aware: { requires: { requests: \">= 1\" } }\n", "", StringComparison.Ordinal);
        var file = _folder.Write("small.yaml", Worlds.Small.Replace("[naive-expiry]", $"[{strategies}]", StringComparison.Ordinal) + expect);
        var run = await Cli.SkewLabAsync(["run", file, "--json", _folder.PathOf("result.json"), .. arguments]);
        Assert.True(File.Exists(_folder.PathOf("result.json")), run.Error);
        return (run, JsonDocument.Parse(await File.ReadAllTextAsync(_folder.PathOf("result.json"))).RootElement);
    }

    private static string TraceLine(Finished run) => Assert.Single(run.Output.Split('\n'), line => line.StartsWith("trace   ", StringComparison.Ordinal));

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string> Fields(JsonElement element)
    {
        var one = element.ValueKind == JsonValueKind.Array ? element[0] : element;
        return Names(one);
    }

    private static IEnumerable<string> Metrics(JsonElement metrics) => metrics.EnumerateObject()
        .SelectMany(metric => metric.Value.ValueKind == JsonValueKind.Object ? Names(metric.Value).Select(part => $"{metric.Name}.{part}") : [metric.Name]);

    // The names in the first column of the table under a heading; `a.b` `.c` stands for a.b and a.c.
    private static IEnumerable<string> Documented(string heading)
    {
        var table = Document[Document.IndexOf(heading, StringComparison.Ordinal)..].Split("\n## ")[0];
        return table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line =>
        {
            var names = Quoted().Matches(line.Split(" | ")[0]).Select(match => match.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal)).ToList();
            return names.Select(name => name.StartsWith('.') ? names[0].Split('.')[0] + name : name);
        }).Order(StringComparer.Ordinal);
    }

    // The names in the second column of a field's row.
    private static IEnumerable<string> Meaning(string field)
    {
        var row = Assert.Single(Document.Split('\n'), line => line.StartsWith($"| `{field}` |", StringComparison.Ordinal));
        return Quoted().Matches(row).Skip(1).Select(match => match.Groups[1].Value.Replace("[]", "", StringComparison.Ordinal));
    }

    // A JSON Web Token's head, or a client's secret.
    [GeneratedRegex("eyJ|-secret")]
    private static partial Regex Secret();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
