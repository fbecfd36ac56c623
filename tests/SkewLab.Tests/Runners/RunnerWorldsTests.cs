using SkewLab.ClientContract;
using SkewLab.FakeIdp.InProcess;
using SkewLab.Runners;
using SkewLab.Scenarios;
using SkewLab.SkewLab.Tests.Support;
using SkewLab.Verdicts;

namespace SkewLab.SkewLab.Tests.Runners;

public class RunnerWorldsTests
{
    [Theory]
    [InlineData("wall")]
    [InlineData(null)]
    public void A_world_that_cannot_be_made_is_refused_without_the_name_of_a_parameter(string? parameter) =>
        Assert.Equal("The wall lies outside the years 1 to 9999.", RunnerWorlds.SentenceOf(new ArgumentException("The wall lies outside the years 1 to 9999.", parameter)));

    [Fact]
    public void A_value_out_of_range_is_shown_without_the_name_of_a_parameter() => Assert.Equal(
        $"The leeway is too long.{Environment.NewLine}Actual value was 5.",
        RunnerWorlds.SentenceOf(new ArgumentOutOfRangeException("leeway", 5, "The leeway is too long.")));

    [Fact]
    public void A_world_that_could_not_be_made_is_refused_for_an_argument_and_broken_for_all_else()
    {
        Assert.Equal(new RunnerMessage.Refused("no"), RunnerWorlds.LastMessage(null, new ArgumentException("no"), 0));
        Assert.Equal(new RunnerMessage.Broken("the lab broke: System.FormatException: no"), RunnerWorlds.LastMessage(null, new FormatException("no"), 0));
    }

    [Fact]
    public void A_world_whose_result_cannot_be_made_gives_back_what_it_held()
    {
        var clients = new Clients();
        var run = Run(clients, new BrokenStream(new FormatException("no")));

        var message = Assert.IsType<RunnerMessage.Broken>(RunnerWorlds.LastMessage(run, null, 0));

        Assert.StartsWith("the lab broke: System.FormatException: no\n", message.Message, StringComparison.Ordinal);
        Assert.True(clients.AreDisposed);
    }

    [Fact]
    public void A_trace_that_the_disk_refuses_is_no_bug_of_the_lab()
    {
        var full = new TraceFailedException(new IOException("No space left on device"));

        Assert.Equal(new RunnerMessage.Refused("the trace cannot be written: No space left on device"), RunnerWorlds.LastMessage(Run(new(), new BrokenStream(full)), null, 0));
    }

    [Fact]
    public void An_error_of_the_lab_in_the_middle_of_a_world_is_no_result()
    {
        var run = Run(new(), null);
        run.World.Guard.Break(new FormatException("no"));

        Assert.Equal(new RunnerMessage.Broken("the lab broke: System.FormatException: no"), RunnerWorlds.LastMessage(run, null, 0));
    }

    [Fact]
    public void An_escape_from_the_world_is_a_result_even_if_an_error_of_the_lab_follows()
    {
        var run = Run(new(), null);
        run.World.Guard.Report("a request was sent on a thread outside the simulation");
        run.World.Guard.Break(new InvalidOperationException("Cannot continue."));

        var finished = Assert.IsType<RunnerMessage.Finished>(RunnerWorlds.LastMessage(run, null, 0));

        Assert.Equal("a request was sent on a thread outside the simulation", finished.Result.Unsound);
    }

    private static WorldRun Run(Clients clients, Stream? trace) => new(
        new()
        {
            Scenario = ScenarioFile.Parse(Samples.Scenario("a"), "a.yaml", LabVocabulary.Value).Scenario!,
            Strategy = "naive-expiry",
            Factory = clients,
            Trace = trace,
        },
        InProcessHost.Start());

    /// <summary>Makes clients that notice their end.</summary>
    private sealed class Clients : HttpMessageHandler, IClientFactory
    {
        public bool AreDisposed { get; private set; }

        public HttpClient Create(ClientEnvironment environment) => new(this);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            AreDisposed = true;
            base.Dispose(disposing);
        }
    }

    /// <summary>Cannot be written to.</summary>
    private sealed class BrokenStream(Exception problem) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw problem;
    }
}
