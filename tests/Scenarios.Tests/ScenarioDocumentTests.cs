using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests;

public class ScenarioDocumentTests
{
    private const string Begin = "<!-- keys: made by ScenarioReference; to renew, run the tests with SKEWLAB_UPDATE=1 -->\n";
    private const string End = "\n<!-- end of keys -->";

    private static readonly string Document = Repository.PathOf("docs", "scenarios.md");

    [Fact]
    public void The_table_of_keys_is_the_one_that_the_model_gives()
    {
        var text = File.ReadAllText(Document);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, "docs/scenarios.md lacks the markers around the table of keys.");
        if (Environment.GetEnvironmentVariable("SKEWLAB_UPDATE") == "1") File.WriteAllText(Document, text = text[..begin] + ScenarioReference.Markdown() + text[end..]);

        Assert.Contains(Begin + ScenarioReference.Markdown() + End, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_scenario_in_the_document_can_run()
    {
        var scenarios = Blocks("yaml").Where(block => block.StartsWith("lab: 1", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(scenarios);
        Assert.All(scenarios, text => ScenarioTexts.Valid(text));
    }

    [Fact]
    public void Every_fragment_in_the_document_fits_into_a_scenario()
    {
        var fragments = Blocks("yaml").Where(block => !block.StartsWith("lab: 1", StringComparison.Ordinal)).ToArray();

        Assert.All(fragments, text => ScenarioTexts.Valid(Without(text) + text));

        // A section of the fragment takes the place of the minimal scenario's own: each of these stands on one line.
        static string Without(string fragment) => string.Join('\n', ScenarioTexts.Minimal.Split('\n')
            .Where(line => line.Length == 0 || !fragment.Split('\n').Any(other => other.StartsWith(line[..(line.IndexOf(':') + 1)], StringComparison.Ordinal))));
    }

    [Fact]
    public void Every_key_stands_in_an_example_that_loads()
    {
        var shown = new HashSet<string>();
        foreach (var text in Directory.GetFiles(Repository.PathOf("scenarios"), "*.yaml", SearchOption.AllDirectories).Select(File.ReadAllText).Concat(Blocks("yaml")))
            Note(typeof(Scenario), ScenarioSchemaTests.Json(text), shown);

        var missing = Keys(typeof(Scenario)).Distinct().Where(key => !shown.Contains(key)).ToArray();
        Assert.True(missing.Length == 0, string.Join(" ", missing));
    }

    // A section that stands in several places, such as a clock, is shown in one of them.
    private static IEnumerable<string> Keys(Type section) => ModelType.Of(section).Keys.SelectMany(key =>
        (Inner(key.Shape) is SectionShape inner ? Keys(inner.Type) : []).Prepend($"{section.Name}.{key.Name}"));

    private static void Note(Type section, JsonNode? token, HashSet<string> shown)
    {
        var model = ModelType.Of(section);
        foreach (var (name, value) in token as JsonObject ?? [])
        {
            if (model.Find(name) is not { } key) continue;
            shown.Add($"{section.Name}.{key.Name}");
            if (Inner(key.Shape) is not SectionShape inner) continue;
            var items = key.Shape switch { ListShape => value!.AsArray(), MapShape => value!.AsObject().Select(item => item.Value), _ => (IEnumerable<JsonNode?>)[value] };
            foreach (var item in items) Note(inner.Type, item, shown);
        }
    }

    private static ValueShape Inner(ValueShape shape) => shape switch { ListShape list => list.Item, MapShape map => map.Item, _ => shape };

    [Fact]
    public void The_errors_in_the_document_are_the_ones_that_are_printed()
    {
        const string Faulty = """
            clients: { grant: refreshToken, clock: { offset: 90 } }
            links: { "client -> idp": { oneWay: 20ms, loss: 150% } }
            durration: 1h
            """;

        var load = ScenarioFile.Parse(ScenarioTexts.Minimal.Replace("clients: { grant: refreshToken }\n", "").Replace("duration: 1h\n", "") + Faulty, "scenarios/slow-client.yaml", ScenarioTexts.Vocabulary);

        Assert.Contains(string.Join('\n', load.Errors) + "\n", Assert.Single(Blocks("text"), block => block.StartsWith("scenarios/", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1d2h3m4s5ms6us")]
    [InlineData("uniform(-5ms, 5ms)")]
    [InlineData("loguniform(1ms, 1s)")]
    [InlineData("lognormal(20ms, 0.3)")]
    [InlineData("exponential(50ms)")]
    public void The_document_shows_every_form_of_a_distribution(string form)
    {
        Assert.Contains($"`{form}`", File.ReadAllText(Document), StringComparison.Ordinal);
        Assert.NotNull(Distribution.Parse(form));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Regex.Matches(File.ReadAllText(Document), $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value);
}
