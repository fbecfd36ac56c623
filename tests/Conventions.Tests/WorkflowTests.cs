using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace SkewLab.Conventions.Tests;

/// <summary>The hosted workflow cannot run here: it is at least YAML, and names only what there is.</summary>
public partial class WorkflowTests
{
    private static readonly YamlMappingNode Workflow = Load(".github/workflows/ci.yml");

    [Fact]
    public void It_tests_on_three_systems() =>
        Assert.Equal(["ubuntu-latest", "macos-latest", "windows-latest"], ((YamlSequenceNode)Workflow["jobs"]["test"]["strategy"]["matrix"]["os"]).Select(os => os.ToString()));

    [Fact]
    public void Every_job_checks_out_sets_the_SDK_up_and_ends_in_bounded_time() => Assert.All(Jobs(), job =>
    {
        var actions = Steps(job).Where(step => step.Children.ContainsKey("uses")).Select(step => step["uses"].ToString()).ToList();
        Assert.Equal(["actions/checkout@v4", "actions/setup-dotnet@v4"], actions.Take(2));
        Assert.InRange(int.Parse(job["timeout-minutes"].ToString(), System.Globalization.CultureInfo.InvariantCulture), 1, 120);
    });

    [Fact]
    public void Every_path_in_its_commands_is_there()
    {
        var paths = Commands().SelectMany(command => Path().Matches(command).Select(match => match.Value)).Append("global.json").Distinct().ToList();

        Assert.Contains("SkewLab.sln", paths);
        Assert.Contains(".ci/run", paths);
        Assert.Contains("tests/Worlds.Tests", paths);
        Assert.All(paths, path => Assert.True(System.IO.Path.Exists(System.IO.Path.Combine(Repository.Root, path)), $"There is no {path}."));
    }

    [Fact]
    public void Every_command_begins_with_a_program_of_the_build()
    {
        var programs = Commands().SelectMany(command => command.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split(' ')[0]).ToHashSet();

        Assert.Subset(new HashSet<string> { "dotnet", "bash", "!" }, programs);
    }

    [Fact]
    public void The_tests_that_it_names_are_there()
    {
        var names = Commands().SelectMany(command => Filter().Matches(command).Select(match => match.Groups[1].Value)).Distinct().ToList();

        var sources = Directory.GetFiles(System.IO.Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.Equal(2, names.Count);
        Assert.All(names, name => Assert.Contains(sources, source => source.Contains($"namespace {name}", StringComparison.Ordinal) || source.Contains($"class {name}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void It_lists_vulnerable_packages() => Assert.Contains(Commands(), command => command.Contains("dotnet list SkewLab.sln package --vulnerable --include-transitive", StringComparison.Ordinal));

    [Theory]
    [InlineData(".github/ISSUE_TEMPLATE/bug.yml")]
    [InlineData(".github/ISSUE_TEMPLATE/scenario.yml")]
    public void A_form_for_issues_has_a_name_a_description_and_fields_with_labels(string path)
    {
        var form = Load(path);

        Assert.All(["name", "description"], key => Assert.NotEmpty(form[key].ToString()));
        Assert.All((YamlSequenceNode)form["body"], field => Assert.NotEmpty(field["attributes"]["label"].ToString()));
    }

    private static IEnumerable<YamlMappingNode> Jobs() => ((YamlMappingNode)Workflow["jobs"]).Children.Values.Cast<YamlMappingNode>();

    private static IEnumerable<YamlMappingNode> Steps(YamlMappingNode job) => ((YamlSequenceNode)job["steps"]).Cast<YamlMappingNode>();

    private static IEnumerable<string> Commands() => Jobs().SelectMany(Steps).Where(step => step.Children.ContainsKey("run")).Select(step => step["run"].ToString());

    private static YamlMappingNode Load(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(System.IO.Path.Combine(Repository.Root, path))));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    [GeneratedRegex(@"(?<=^|\s)[\w.]+(?:/[\w./]+|\.sln)(?=\s|$)")]
    private static partial Regex Path();

    [GeneratedRegex(@"FullyQualifiedName!?~([\w.]+)")]
    private static partial Regex Filter();
}
