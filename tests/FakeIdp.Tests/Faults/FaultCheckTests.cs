using System.Globalization;
using System.Reflection;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Tests;

/// <summary>What a fault must be at every door: each rule, its text, and both sides of each limit.</summary>
public class FaultCheckTests
{
    private const string Nothing = "A fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503.";
    private const string Delay = "A fault's delay is 0s to 24d, for example 250ms.";
    private const string Wait = "A fault's retryAfter is whole seconds from 0s to 3650d, for example 30s: the header holds no fraction.";
    private const string WaitStatus = "A fault's retryAfter needs the status 429 or 503: no other answer asks a client to wait.";
    private const string Probability = "A fault's probability is more than 0 and at most 1 (100%), for example 0.05 (5%).";
    private const string Skip = "A fault skips 0 to 1000000000 requests, for example 2.";
    private const string Times = "A fault happens 1 to 1000000000 times, for example 3; without a number it happens until it is cleared.";

    public static TheoryData<HttpFault, string, string> Wrong => new()
    {
        { new(), "", Nothing },
        { new() { Times = 1, Skip = 1, Error = "x" }, "", Nothing },
        { new() { Status = 199 }, "status", "A fault's status is 200 to 599, for example 503." },
        { new() { Status = 600 }, "status", "A fault's status is 200 to 599, for example 503." },
        { new() { Status = 503, Path = "oauth/token" }, "path", "A fault's path begins with '/', for example /oauth/token." },
        { new() { Status = 503, Skip = -1 }, "skip", Skip },
        { new() { Status = 503, Skip = 1_000_000_001 }, "skip", Skip },
        { new() { Status = 503, Times = 0 }, "times", Times },
        { new() { Status = 503, Times = 1_000_000_001 }, "times", Times },
        { new() { Status = 503, Probability = 0 }, "probability", Probability },
        { new() { Status = 503, Probability = -0.1 }, "probability", Probability },
        { new() { Status = 503, Probability = 1.1 }, "probability", Probability },
        { new() { Status = 503, Probability = double.NaN }, "probability", Probability },
        { new() { Status = 503, Delay = -Lab.Tick }, "delay", Delay },
        { new() { Delay = DurationLimits.Delay + Lab.Tick }, "delay", Delay },
        { new() { Status = 429, RetryAfter = -Lab.Second }, "retryAfter", Wait },
        { new() { Status = 429, RetryAfter = Lab.Tick }, "retryAfter", Wait },
        { new() { Status = 429, RetryAfter = DurationLimits.RetryAfter + Lab.Second }, "retryAfter", Wait },
        { new() { Status = 500, RetryAfter = Lab.Second }, "retryAfter", WaitStatus },
        { new() { Body = "{}", RetryAfter = Lab.Second }, "retryAfter", WaitStatus },
        { new() { Status = 429, RetryAfterForm = RetryAfterForm.Date }, "retryAfterForm", "A fault's retryAfterForm needs a retryAfter, for example 30s." },
        {
            new() { Status = 204, Body = "x" }, "body",
            "An answer with the status 204 has no body: leave out one of them, or write another status, for example 200."
        },
    };

    public static TheoryData<string, string, string> WrongHeaders => new()
    {
        { "a b", "x", "\"a b\" is no header's name: write letters, digits and hyphens, for example Cache-Control." },
        { "", "x", "\"\" is no header's name: write letters, digits and hyphens, for example Cache-Control." },
        { "A", "x\r\nB: y", "The value of the header A holds a character that is not printable ASCII: write for example no-store." },
        { "content-length", "5", "The header content-length frames the message and is the server's own: leave it out." },
        { "Transfer-Encoding", "chunked", "The header Transfer-Encoding frames the message and is the server's own: leave it out." },
        { "Connection", "close", "The header Connection frames the message and is the server's own: leave it out." },
    };

    public static TheoryData<HttpFault, string> BesideDrop => new()
    {
        { new() { Status = 503 }, "status" },
        { new() { Headers = new Dictionary<string, string> { ["A"] = "b" } }, "headers" },
        { new() { Body = "" }, "body" },
        { new() { Delay = Lab.Tick }, "delay" },
        { new() { RetryAfter = Lab.Second }, "retryAfter" },
        { new() { Error = "x" }, "error" },
    };

    public static TheoryData<HttpFault> Sound =>
    [
        new() { Status = 200 },
        new() { Status = 599, Skip = 0, Times = 1, Probability = double.Epsilon, Seed = ulong.MaxValue },
        new() { Status = 503, RetryAfter = TimeSpan.Zero, Skip = 1_000_000_000, Times = 1_000_000_000 },
        new() { Status = 429, RetryAfter = DurationLimits.RetryAfter, RetryAfterForm = RetryAfterForm.Date },
        new() { Delay = DurationLimits.Delay },
        new() { Drop = FaultDrop.Before, Times = 1 },
        new() { Status = 304, Body = "" },
        new() { Headers = new Dictionary<string, string> { ["Cache-Control"] = "" } },
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_makes_no_sense_is_one_problem_with_its_field_and_is_refused_when_it_is_added(HttpFault fault, string field, string rule)
    {
        var problem = Assert.Single(fault.Check());

        Assert.Equal((field, rule), (problem.Field, problem.Rule));
        Assert.StartsWith(rule, Assert.ThrowsAny<ArgumentException>(() => new Lab().Api.Faults.Add(fault)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public void A_header_that_no_answer_can_have_is_a_problem_of_that_header(string name, string value, string rule) => Assert.Equal(
        [new($"headers.{name}", value, rule)], new HttpFault { Headers = new Dictionary<string, string> { [name] = value } }.Check());

    [Theory]
    [MemberData(nameof(BesideDrop))]
    public void What_drops_says_nothing_else(HttpFault said, string field)
    {
        var problem = Assert.Single((said with { Drop = FaultDrop.After }).Check());

        Assert.Equal((field, $"A fault that drops does nothing else, for nobody sees the answer: leave out drop or {field}."), (problem.Field, problem.Rule));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void What_makes_sense_has_no_problem_up_to_its_limits(HttpFault fault)
    {
        Assert.Empty(fault.Check());
        new Lab().Api.Faults.Add(fault);
    }

    [Fact]
    public void All_problems_are_said_at_once()
    {
        var fault = new HttpFault { Status = 700, Delay = -Lab.Tick, Times = 0 };

        Assert.Equal(["status", "delay", "times"], fault.Check().Select(problem => problem.Field));
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new NodeFaults().Add(fault));
        Assert.StartsWith($"A fault's status is 200 to 599, for example 503. {Delay} {Times}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("status", 700), (refused.ParamName, refused.ActualValue));
    }

    [Fact]
    public void A_fault_is_for_what_one_of_its_nodes_serves()
    {
        var token = new HttpFault { Method = "POST", Path = "/oauth/token", Status = 503 };

        Assert.Empty(token.CheckServed(NodeRole.Idp));
        Assert.Empty(token.CheckServed(NodeRole.Api, NodeRole.Idp));
        Assert.Empty(new HttpFault { Status = 503 }.CheckServed(NodeRole.Api));
        Assert.Equal(
            [new("path", "/oauth/token", $"No such path is served there; there are {string.Join(", ", ServedRoutes.Api.Select(route => route.Path))}.")],
            token.CheckServed(NodeRole.Api));
        Assert.Equal(
            [new("method", "GET", "That method is not served there; there is POST.")], (token with { Method = "GET" }).CheckServed(NodeRole.Idp));
        Assert.Equal(
            [new("method", "PUT", "That method is not served there; there are GET, POST.")],
            new HttpFault { Method = "PUT", Status = 503 }.CheckServed(NodeRole.Api));
    }

    // The texts of the limits stand in attributes, which hold no spans.
    [Theory]
    [InlineData(DurationLimits.DelayText, nameof(DurationLimits.Delay))]
    [InlineData(DurationLimits.RetryAfterText, nameof(DurationLimits.RetryAfter))]
    [InlineData(DurationLimits.SettingText, nameof(DurationLimits.Setting))]
    public void A_limit_and_its_text_say_the_same(string text, string name) => Assert.Equal(
        TimeSpan.FromDays(int.Parse(text.TrimEnd('d'), CultureInfo.InvariantCulture)), typeof(DurationLimits).GetProperty(name)!.GetValue(null));

    [Fact]
    public void The_bounds_that_doors_show_are_those_that_are_checked()
    {
        Assert.Equal(("0s", "24d"), BoundsOf(nameof(HttpFault.Delay)));
        Assert.Equal(("0s", "3650d"), BoundsOf(nameof(HttpFault.RetryAfter)));
        Assert.Equal(("200", "599"), BoundsOf(nameof(HttpFault.Status)));
        Assert.Equal(("0", $"{HttpFault.MostRequests}"), BoundsOf(nameof(HttpFault.Skip)));
        Assert.Equal(("1", $"{HttpFault.MostRequests}"), BoundsOf(nameof(HttpFault.Times)));

        static (string, string) BoundsOf(string property) =>
            typeof(HttpFault).GetProperty(property)!.GetCustomAttribute<BoundsAttribute>() is { } bounds ? (bounds.Min, bounds.Max) : default;
    }
}
