using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Verdicts;

namespace SkewLab.Properties.Tests.Worlds;

/// <summary>A world is handed on as the text that a person would keep, so the text must say all of it.</summary>
public sealed class ScenarioTextTests
{
    [Property(Arbitrary = [typeof(OfAnyKind)], MaxTest = 300, QuietOnSuccess = true)]
    public void What_is_written_is_read_back_as_the_same_scenario(Scenario world)
    {
        var text = ScenarioWriter.Write(world, LabVocabulary.Value);

        var load = ScenarioFile.Parse(text, "generated.yaml", LabVocabulary.Value);

        Assert.True(load.Scenario is not null, string.Join('\n', [.. load.Errors, text]));
        Assert.Equal(Deep(world), Deep(load.Scenario));
    }

    [Theory]
    [MemberData(nameof(Committed))]
    public void Every_scenario_of_the_repository_survives_being_written_anew(string path)
    {
        var scenario = ScenarioFile.Load(path, LabVocabulary.Value).Scenario!;

        var again = ScenarioFile.Parse(ScenarioWriter.Write(scenario, LabVocabulary.Value), path, LabVocabulary.Value);

        Assert.Empty(again.Errors);
        Assert.Equal(Deep(scenario), Deep(again.Scenario!));
    }

    [Fact]
    public void It_is_written_as_a_person_would()
    {
        var scenario = ScenarioFile.Parse(Text, "example.yaml", LabVocabulary.Value).Scenario!;

        Assert.Equal(Text, ScenarioWriter.Write(scenario, LabVocabulary.Value));
    }

    [Property(Arbitrary = [typeof(WithinAssumptions)], MaxTest = 300, QuietOnSuccess = true)]
    public bool A_generated_world_keeps_the_assumptions_it_was_drawn_with(Scenario world) => Assumptions.Hold(world);

    public static TheoryData<string> Committed() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private const string Text = """
        lab: 1
        name: example
        description: "Two words: one colon."
        seed: 7
        duration: 1h30m
        idp: { clock: { offset: -2s }, tokens: { lifetime: 10m, cachedUntil: 30s } }
        api: { nodes: 2, validator: pyjwt, node: { api-2: { clock: { drift: 50ppm, ntp: {} }, learnsTokenAfter: "uniform(0s, 500ms)" } } }
        links:
          "client -> idp": { oneWay: 20ms, loss: 1.5% }
        traffic:
          - { executor: constantArrivalRate, rate: 12/min, request: GET /api/v2/conversations/voice }
        timeline:
          - { at: 5m, jump: { clock: client, by: -1h } }
          - { at: 6m, revoke: newestToken }
        strategies:
          - naive-expiry
          - { name: skew-aware, margin: 1m30s, detectDiscontinuities: false }
        expect:
          skew-aware: { requires: { surfaced401: "<= 3" } }

        """;

    private static string Deep(object? value) => System.Text.Json.JsonSerializer.Serialize(value, DeepOptions);

    private static readonly System.Text.Json.JsonSerializerOptions DeepOptions = new() { Converters = { new AsText<Distribution>(), new AsText<Rate>(), new AsText<MetricRange>(), new AsText<ByteSize>() } };

    private sealed class AsText<T> : System.Text.Json.Serialization.JsonConverter<T>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(T).IsAssignableFrom(typeToConvert);

        public override T Read(ref System.Text.Json.Utf8JsonReader reader, Type typeToConvert, System.Text.Json.JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(System.Text.Json.Utf8JsonWriter writer, T value, System.Text.Json.JsonSerializerOptions options) => writer.WriteStringValue(value!.ToString());
    }

    public static class OfAnyKind
    {
        public static Arbitrary<Scenario> Worlds() => Arb.From(Gen.OneOf(Assumptions.Worlds(), Swarm.Worlds()));
    }

    public static class WithinAssumptions
    {
        public static Arbitrary<Scenario> Worlds() => Arb.From(Assumptions.Worlds());
    }
}
