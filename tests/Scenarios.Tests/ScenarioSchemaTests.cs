using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;
using YamlDotNet.RepresentationModel;

namespace SkewLab.Scenarios.Tests;

public class ScenarioSchemaTests
{
    private static readonly JsonSchema WithNames = JsonSchema.FromText(ScenarioSchema.Create(ScenarioTexts.Vocabulary));
    private static readonly JsonSchema WithoutNames = JsonSchema.FromText(ScenarioSchema.Create());

    [Fact]
    public void The_example_satisfies_the_schema()
    {
        var example = Json(File.ReadAllText(ScenarioTexts.Example));

        Assert.Equal([], Problems(example, WithNames));
        Assert.Equal([], Problems(example, WithoutNames));
    }

    [Theory]
    [InlineData("seed: 7")]
    [InlineData("idp: { clock: { offset: +2ms, drift: -3.5ppm, resolution: 15.6ms } }")]
    [InlineData("idp: { clock: { offset: \"lognormal(20ms, 0.3)\" }, tokens: { lifetime: 1h30m } }")]
    [InlineData("links: { \"client -> idp\": { oneWay: exponential(50ms), loss: 0.5% } }")]
    [InlineData("idp: { clock: { offset: \"loguniform(1ms, 1s)\", ntp: { poll: 64s, stepThreshold: 128ms, slewRate: 500ppm }, deadBattery: {} } }")]
    [InlineData("timeline: [ { at: 5m, jump: { clock: client, by: -1h } } ]")]
    [InlineData("timeline: [ { at: 5m, slew: { clock: client, by: -2s, rate: 1000ppm } }, { at: 5m, vmPause: { clock: client, for: 30s, correctedAfter: 5m } } ]")]
    [InlineData("timeline: [ { at: 30m, strobe: { clock: idp, by: 1h, halfPeriod: 10s, for: 10m } }, { at: 30m, leapSmear: { clock: api-*, over: 1h } }, { at: 5m, wrongZone: { clock: client, by: -1h } } ]")]
    [InlineData("expect: { \"*\": { requires: { surfaced401: 0, addedLatencyMs.p95: <= 250ms, firstAfterRefresh401Rate: 0.1 } } }")]
    public void What_the_reader_takes_the_schema_takes(string line)
    {
        ScenarioTexts.Valid(ScenarioTexts.Minimal + line);

        Assert.Equal([], Problems(Json(ScenarioTexts.Minimal + line), WithNames));
    }

    [Theory]
    [InlineData("seed: -1")]
    [InlineData("colour: red")]
    [InlineData("idp: { clock: { offset: 90 } }")]
    [InlineData("idp: { clock: { drift: 50 } }")]
    [InlineData("idp: { clock: { ntp: { pole: 64s } } }")]
    [InlineData("timeline: [ { at: 5m, slew: { clock: client } } ]")]
    [InlineData("timeline: [ { at: 5m, strobe: { clock: client, by: 1h, halfPeriod: 10s } } ]")]
    [InlineData("idp: { clock: { profile: sundial } }")]
    [InlineData("idp: { tokens: { lifetime: -1h } }")]
    [InlineData("idp: { tokens: { lifetime: 30m1h } }")]
    [InlineData("idp: { tokens: { format: JWT } }")]
    [InlineData("idp: { revokeOnRefresh: maybe }")]
    [InlineData("links: { \"client -> idp\": { loss: 150% } }")]
    [InlineData("links: { \"client -> idp\": { oneWay: -5ms } }")]
    [InlineData("timeline: [ { at: 5m } ]")]
    [InlineData("timeline: [ { at: 5m, revoke: newestToken, endFaults: all } ]")]
    [InlineData("timeline: [ { revoke: newestToken } ]")]
    [InlineData("expect: { \"*\": { requires: { surfaced: 0 } } }")]
    [InlineData("expect: { \"*\": { requires: { addedLatencyMs.p95: 5 } } }")]
    public void What_the_schema_refuses_the_reader_refuses(string line)
    {
        Assert.NotEmpty(Problems(Json(ScenarioTexts.Minimal + line), WithNames));
        Assert.NotEmpty(ScenarioTexts.Parse(ScenarioTexts.Minimal + line).Errors);
    }

    [Theory]
    [InlineData("{ executor: rampingArrivalRate, rate: 1/s, stages: [ { rate: 10/s, for: 5m }, { rate: 1/min, for: 1m } ], arrivals: even }", true)]
    [InlineData("{ executor: job, pages: 40, pause: 90s, paging: cursor, onError: restart, retries: 2, body: { kind: stream, size: 64kB } }", true)]
    [InlineData("{ executor: processes, calls: 10, pause: 50s, cancelAfter: 200ms }", true)]
    [InlineData("{ executor: rampingArrivalRate, stages: [ { rate: 10/s } ] }", false)]
    [InlineData("{ executor: job, pages: 0 }", false)]
    [InlineData("{ executor: job, pages: 40, paging: number }", false)]
    [InlineData("{ executor: job, pages: 40, body: { size: 64 } }", false)]
    [InlineData("{ executor: job, pages: 40, body: { size: 64KB } }", false)]
    [InlineData("{ executor: job, pages: 40, cancelAfter: 200 }", false)]
    public void Reader_and_schema_agree_on_traffic(string traffic, bool isValid)
    {
        var text = ScenarioTexts.Minimal.Replace("{ executor: constantArrivalRate, rate: 12/min }", traffic);

        Assert.Equal(isValid, ScenarioTexts.Parse(text).Errors.Count == 0);
        Assert.Equal(isValid, Problems(Json(text), WithNames).Length == 0);
    }

    [Theory]
    [InlineData("validator: jose", true)]
    [InlineData("validator: { leeway: 5s, checkIssuedAt: true }", true)]
    [InlineData("validator: josie", false)]
    [InlineData("validator: { leeway: 5 }", false)]
    [InlineData("validator: [ jose ]", false)]
    public void A_validator_is_a_name_or_a_mapping(string line, bool isValid) =>
        Assert.Equal(isValid, Problems(Json(ScenarioTexts.Minimal.Replace("nodes: 2", line)), WithNames).Length == 0);

    [Fact]
    public void Schema_and_reader_have_the_same_keys() => SameKeys(ModelType.Of(typeof(Scenario)), JsonNode.Parse(ScenarioSchema.Create())!.AsObject());

    [Fact]
    public void Every_number_and_duration_has_bounds()
    {
        string[] free = ["Scenario.lab", "FaultAction.seed", "TrafficSection.rate", "StageSection.rate", "RateLimitSection.rate"];

        foreach (var (type, model) in Sections(typeof(Scenario)).Distinct())
            Assert.All(model.Keys.Where(key => key.Shape is ScalarShape { Kind: not (TextKind or EnumKind or TrueOrFalseKind) } && !free.Contains($"{type.Name}.{key.Name}")),
                key => Assert.True(key.Bounds is not null, $"{type.Name}.{key.Name} needs [Bounds]."));
    }

    [Fact]
    public void Every_default_is_within_its_own_bounds()
    {
        foreach (var (type, model) in Sections(typeof(Scenario)).Distinct())
        {
            foreach (var key in model.Keys.Where(key => key is { Bounds: not null, Default: not null, IsDefaultInWords: false }))
            {
                var kind = ((ScalarShape)key.Shape).Kind;
                Assert.True(kind.TryParse(key.Default!, out var value, out _) && kind.IsWithin(value, key.Bounds!.Min, key.Bounds.Max), $"{type.Name}.{key.Name}");
            }
        }
    }

    private static IEnumerable<(Type Type, ModelType Model)> Sections(Type type)
    {
        var model = ModelType.Of(type);
        return model.Keys.Select(key => key.Shape switch { ListShape list => list.Item, MapShape map => map.Item, var shape => shape })
            .OfType<SectionShape>().SelectMany(section => Sections(section.Type)).Prepend((type, model));
    }

    private static void SameKeys(ModelType model, JsonObject schema)
    {
        var section = schema["anyOf"] is JsonArray ways ? ways[1]!.AsObject() : schema;
        var properties = section["properties"]!.AsObject();
        Assert.Equal(model.Names, properties.Select(property => property.Key));
        Assert.Equal(model.Options is not null, (bool)section["additionalProperties"]!);
        foreach (var key in model.Keys)
        {
            var inner = properties[key.Name]!.AsObject();
            Assert.Equal(key.Description, (string?)inner["description"]);
            if (key.Shape is SectionShape one) SameKeys(one.Model, inner);
            if (key.Shape is ListShape { Item: SectionShape item }) SameKeys(item.Model, inner["items"]!.AsObject());
            if (key.Shape is MapShape { Item: SectionShape entry }) SameKeys(entry.Model, inner["additionalProperties"]!.AsObject());
        }
    }

    private static string[] Problems(JsonNode json, JsonSchema schema)
    {
        var results = schema.Evaluate(JsonSerializer.SerializeToElement(json), new() { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : [.. (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Values.Select(error => $"{detail.InstanceLocation}: {error}")).DefaultIfEmpty("refused")];
    }

    /// <summary>A YAML text as editors hand it to a schema: plain numbers and claims are no strings.</summary>
    internal static JsonNode Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Token(stream.Documents[0].RootNode);
    }

    private static JsonNode Token(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, (JsonNode?)Token(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Token)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } claim => JsonValue.Create(claim.Value == "true"),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar when long.TryParse(scalar.Value, out var whole) => JsonValue.Create(whole),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } scalar when decimal.TryParse(scalar.Value, out var number) => JsonValue.Create(number),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value)!,
        _ => throw new InvalidOperationException($"No JSON for {node}."),
    };
}
