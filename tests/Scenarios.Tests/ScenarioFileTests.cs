using System.Text;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests;

public sealed class ScenarioFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("skewlab-scenarios-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_example_fills_every_part_of_the_model()
    {
        var load = ScenarioFile.Load(ScenarioTexts.Example, ScenarioTexts.Vocabulary);

        Assert.Empty(load.Errors);
        var scenario = load.Scenario!;
        Assert.Equal((1, "post-refresh-401", 42UL, TimeSpan.FromDays(30)), (scenario.Lab, scenario.Name, scenario.Seed, scenario.Duration));
        Assert.Equal(new TokensSection { Lifetime = TimeSpan.FromHours(1), Algorithm = SigningAlgorithm.ES256 }, scenario.Idp.Tokens);
        Assert.Equal((8, Balancing.Random, "jose", null), (scenario.Api.Nodes, scenario.Api.Balancing, scenario.Api.Validator.Preset, scenario.Api.Validator.Leeway));
        Assert.Equal(Distribution.Parse("uniform(-5ms, 5ms)"), scenario.Api.Each.Clock!.Offset);
        Assert.Equal(TimeSpan.FromMilliseconds(800), scenario.Api.Node["api-5"].LearnsTokenAfter!.ConstantValue);
        Assert.Null(scenario.Api.Node["api-5"].Clock);
        Assert.Equal((1, GrantName.RefreshToken, TimeSpan.FromMilliseconds(2)), (scenario.Clients.Count, scenario.Clients.Grant, scenario.Clients.Clock.Offset!.ConstantValue));
        Assert.Equal(["client -> idp", "client -> api-*"], scenario.Links.Keys);
        Assert.Equal("GET /api/v2/conversations/voice", Assert.Single(scenario.Traffic).Request);
        Assert.Equal(Rate.Parse("12/min"), scenario.Traffic[0].Rate);
        Assert.Equal(7, scenario.Timeline.Count);
        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromHours(-1)), (scenario.Timeline[0].At, ((JumpAction)scenario.Timeline[0].Action).By));
        Assert.Equal(new RevokeAction { Tokens = RevokeTarget.NewestToken }, scenario.Timeline[3].Action);
        var fault = Assert.IsType<FaultAction>(scenario.Timeline[4].Action);
        Assert.Equal(new FaultAction { At = "idp", Fault = new() { Path = "/oauth/token", Status = 429, RetryAfter = TimeSpan.FromSeconds(30), Times = 3, Headers = fault.Fault.Headers } }, fault);
        Assert.Empty(fault.Fault.Headers);
        Assert.Equal(LegName.Response, ((LoseAction)scenario.Timeline[5].Action).Leg);
        Assert.Equal(new EndFaultsAction(), scenario.Timeline[6].Action);
        Assert.Equal(["naive-expiry", "skew-aware"], scenario.Strategies.Select(strategy => strategy.Label));
        Assert.True(scenario.Expect["naive-expiry"].Reproduces["firstAfterRefresh401Rate"].Contains(0.125));
        Assert.True(scenario.Expect["*"].Requires["surfaced401"].Contains(0));
    }

    [Fact]
    public void A_minimal_scenario_has_the_defaults_of_the_model()
    {
        var scenario = ScenarioTexts.Valid(ScenarioTexts.Minimal);

        Assert.Equal((1UL, "", 1), (scenario.Seed, scenario.Description, scenario.Clients.Count));
        Assert.Equal(new TokensSection(), scenario.Idp.Tokens);
        Assert.Equal((ArrivalsName.Poisson, "GET /api/v2/users/me", null), (scenario.Traffic[0].Arrivals, scenario.Traffic[0].Request, scenario.Traffic[0].End));
    }

    [Fact]
    public void A_validator_is_a_name_or_a_mapping()
    {
        var mapping = ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace("nodes: 2", "validator: { preset: pyjwt, leeway: 5s, checkIssuedAt: false }"));
        var name = ScenarioTexts.Valid(ScenarioTexts.Minimal.Replace("nodes: 2", "validator: spring"));

        Assert.Equal(new ValidatorSection { Preset = "pyjwt", Leeway = TimeSpan.FromSeconds(5), CheckIssuedAt = false }, mapping.Api.Validator);
        Assert.Equal(new ValidatorSection { Preset = "spring" }, name.Api.Validator);
    }

    [Fact]
    public void Drift_is_read_into_parts_per_billion() =>
        Assert.Equal(-3_500, ScenarioTexts.Valid(ScenarioTexts.Minimal + "idp: { clock: { drift: -3.5ppm, resolution: 15.6ms } }").Idp.Clock.DriftPpb);

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        var path = Write(new UTF8Encoding(true).GetPreamble().Concat(Encoding.UTF8.GetBytes(ScenarioTexts.Minimal)));

        Assert.Empty(ScenarioFile.Load(path, ScenarioTexts.Vocabulary).Errors);
    }

    [Fact]
    public void A_missing_file_is_named() => Refused(Path.Combine(_folder, "no.yaml"), "there is no such file.");

    [Fact]
    public void A_missing_folder_is_named() => Refused(Path.Combine(_folder, "no/no.yaml"), "there is no such file.");

    [Fact]
    public void A_directory_is_refused() => Refused(_folder, "this is a directory; name a file, such as 'scenarios/post-refresh-401.yaml'.");

    [Fact]
    public void A_file_that_is_not_text_is_refused() => Refused(Write([0x6C, 0xFF, 0xFE]), "the file is not UTF-8 text; save it as UTF-8.");

    [Fact]
    public void A_file_of_just_a_megabyte_is_read()
    {
        var text = ScenarioTexts.Minimal.PadRight(ScenarioFile.MaxBytes, '\n');

        Assert.Empty(ScenarioFile.Load(Write(Encoding.UTF8.GetBytes(text)), ScenarioTexts.Vocabulary).Errors);
    }

    [Fact]
    public void A_file_of_a_byte_more_is_refused() =>
        Refused(Write(Encoding.UTF8.GetBytes(ScenarioTexts.Minimal.PadRight(ScenarioFile.MaxBytes + 1, '\n'))), "the file is larger than 1 MB, the limit for a scenario.");

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    public void An_empty_file_is_told_how_to_start(string text) => Assert.EndsWith(": the file is empty; start with 'lab: 1'.", ScenarioTexts.OnlyError(text));

    private string Write(IEnumerable<byte> bytes)
    {
        var path = Path.Combine(_folder, "file.yaml");
        File.WriteAllBytes(path, [.. bytes]);
        return path;
    }

    private static void Refused(string path, string message)
    {
        var load = ScenarioFile.Load(path, ScenarioTexts.Vocabulary);

        Assert.Null(load.Scenario);
        Assert.Equal($"{path}: {message}", Assert.Single(load.Errors).ToString());
    }
}
