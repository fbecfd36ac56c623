using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace SkewLab.Scenarios.Tests.Yaml;

public class YamlMessageTests
{
    [Theory]
    [InlineData("idp: &x { revokeOnRefresh: true }", "8:6: the anchor '&x' is not supported; write the value out where it is needed.")]
    [InlineData("idp: *x", "8:6: the alias '*x' is not supported; write the value out.")]
    [InlineData("idp: !special { revokeOnRefresh: true }", "8:6: the tag '!special' is not supported; leave it out.")]
    [InlineData("seed: !!int 3", "8:7: the tag '!!int' is not supported; leave it out.")]
    [InlineData("idp: { <<: { revokeOnRefresh: true } }", "8:8: the merge key '<<' is not supported; write the keys out.")]
    [InlineData("idp: { ? [ a ] : 3 }", "8:10: a list or mapping stands where a key belongs; a key is one value.")]
    [InlineData("idp: !<> 3", "8:4: this is not YAML: a tag after this place has no valid name; leave it out.")]
    [InlineData("idp: !!c]a 3", "8:4: this is not YAML: a tag after this place has no valid name; leave it out.")]
    [InlineData("---\nlab: 1", "8:1: a second document starts here; a scenario file holds one.")]
    [InlineData("\tseed: 1", "8:1: this is not YAML: while scanning a mapping, found invalid tab as indentation.")]
    [InlineData("seed: { a: 1", "9:1: this is not YAML: while parsing a flow mapping, did not find expected ',' or '}'.")]
    [InlineData("description: \"abc", "8:14: this is not YAML: while scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("description: a: b", "8:15: this is not YAML: while scanning a plain scalar value, found invalid mapping.")]
    public void What_a_scenario_does_not_use_of_YAML_is_refused_in_words(string line, string message) =>
        Assert.Equal(message, ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));

    [Theory]
    [InlineData("seed: 3\0\nlap: 2", "8:8", "U+0000")]
    [InlineData("\0", "8:1", "U+0000")]
    [InlineData("# \u0008", "8:3", "U+0008")]
    [InlineData("\r\n\r# \u001B[31m", "10:3", "U+001B")]
    [InlineData("# \u007F", "8:3", "U+007F")]
    [InlineData("# \u0085", "8:3", "U+0085")]
    [InlineData("# \u009F", "8:3", "U+009F")]
    public void A_control_character_is_refused_where_it_stands(string line, string place, string code) => Assert.Equal(
        $"{place}: the control character {code} stands here; take it out: a scenario is plain text, and only tab and line ends may control it.",
        ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));

    [Theory]
    [InlineData("description: \"a\\0b\"", "U+0000")]
    [InlineData("description: \"\\e[31m\"", "U+001B")]
    public void A_control_character_that_a_value_spells_out_is_refused_as_well(string line, string code) =>
        Assert.Equal($"8:14: this value holds the control character {code}; take it out.", ScenarioTexts.OnlyError(ScenarioTexts.Minimal + line));

    [Theory]
    [InlineData("seed: 3\t# tab\r\n# \u00A0\n")]
    [InlineData("description: \"a\\tb\\nc\\r\"")]
    [InlineData("description: \"~\u00A0\"")]
    public void Tabs_line_ends_and_all_that_can_be_seen_are_allowed(string line) => ScenarioTexts.Valid(ScenarioTexts.Minimal + line);

    [Fact]
    public void A_list_that_is_never_closed_is_refused_even_where_the_parser_gives_up() =>
        Assert.EndsWith(": this is not YAML: a list or mapping that begins here or above is never closed.",
            ScenarioTexts.OnlyError(ScenarioTexts.Minimal + "idp: [\nlab: 1\nidp: [\nlab: 1\n"));

    [Fact]
    public void Deep_nesting_is_refused_before_it_exhausts_the_stack() =>
        Assert.EndsWith("this is not YAML: nested deeper than 32 levels.", ScenarioTexts.OnlyError(new string('[', 500_000)));

    [Property(Arbitrary = [typeof(Damaged)], MaxTest = 1500, QuietOnSuccess = true)]
    public bool No_damage_to_a_file_makes_the_reader_throw(string text)
    {
        var load = ScenarioTexts.Parse(text);
        return load.Scenario is null == load.Errors.Count > 0 && load.Errors.All(error => error.Line > 0 && error.Column > 0);
    }

    public static class Damaged
    {
        private static readonly string Example = File.ReadAllText(ScenarioTexts.Example);

        public static Arbitrary<string> Examples() => Arb.From(
            from at in Gen.Choose(0, Example.Length - 1)
            from length in Gen.Choose(0, 12)
            from inserted in Gen.Elements("", "\"", "'", "[", "]", "{", "}", ":", ": ", "\n", "\t", "- ", "&a ", "*a", "!", "%", "|", ">", "#", ",", "?", "@", "\0", "\u0085", "\uD800", "~")
            select Example.Remove(at, Math.Min(length, Example.Length - at)).Insert(at, inserted));
    }
}
