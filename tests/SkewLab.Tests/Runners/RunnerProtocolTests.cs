using SkewLab.Runners;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts.Judging;

namespace SkewLab.SkewLab.Tests.Runners;

public class RunnerProtocolTests
{
    [Theory]
    [InlineData("{\"kind\":\"progress\",\"protocol\":1,\"seconds\":2.5}", 2.5)]
    public void A_message_says_its_kind_and_its_version(string line, double seconds) =>
        Assert.Equal(new RunnerMessage.Progress(seconds), RunnerProtocol.MessageOf(line));

    [Theory]
    [InlineData("{\"kind\":\"pong\",\"protocol\":1,\"events\":3}", typeof(RunnerMessage.Pong))]
    [InlineData("{\"kind\":\"refused\",\"protocol\":1,\"message\":\"x\"}", typeof(RunnerMessage.Refused))]
    [InlineData("{\"kind\":\"broken\",\"protocol\":1,\"message\":\"x\"}", typeof(RunnerMessage.Broken))]
    public void Each_kind_is_a_type(string line, Type type) => Assert.IsType(type, RunnerProtocol.MessageOf(line));

    [Theory]
    [InlineData("hello")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"progress\":1}")]
    [InlineData("{\"kind\":\"progress\",\"seconds\":1}")]
    [InlineData("{\"kind\":\"rest\",\"protocol\":1}")]
    // Only a parent can know these.
    [InlineData("{\"kind\":\"died\",\"protocol\":1,\"message\":\"x\"}")]
    [InlineData("{\"kind\":\"silent\",\"protocol\":1,\"message\":\"x\"}")]
    public void What_has_no_kind_or_no_version_is_no_message(string line) => Assert.Null(RunnerProtocol.MessageOf(line));

    [Theory]
    [InlineData("{\"kind\":\"later\",\"protocol\":2}", 2)]
    [InlineData("{\"kind\":\"progress\",\"protocol\":1}", 1)]
    [InlineData("{\"protocol\":\"1\"}", null)]
    [InlineData("{\"protocol\":1.5}", null)]
    [InlineData("{}", null)]
    [InlineData("[1]", null)]
    [InlineData("hello", null)]
    public void The_version_of_a_line_can_be_read_whatever_its_kind(string line, int? version) => Assert.Equal(version, RunnerProtocol.VersionOf(line));

    [Fact]
    public void A_request_says_its_kind_and_its_version()
    {
        Assert.Equal("{\"kind\":\"ping\",\"protocol\":1}", RunnerProtocol.LineOf(new PingRequest()));
        Assert.StartsWith(
            "{\"kind\":\"run\",\"scenarioFile\":\"a.yaml\",",
            RunnerProtocol.LineOf(new RunRequest { ScenarioFile = "a.yaml", ScenarioText = "", Strategy = "x" }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_was_distrusted_is_unsound()
    {
        var result = Samples.Result("naive-expiry", Verdict.Survives).Distrusted("it differs");

        Assert.Equal((Verdict.Unsound, "it differs"), (result.Verdict, result.Unsound));
    }
}
