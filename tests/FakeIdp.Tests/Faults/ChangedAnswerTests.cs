using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Answers with another status, other headers, another body, late, or lost.</summary>
public class ChangedAnswerTests
{
    private const string Grant = "grant_type=client_credentials";

    [Fact]
    public async Task A_body_and_a_content_type_may_be_anything_and_the_node_does_nothing()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Status = 200, Body = "<html>é", Headers = new Dictionary<string, string> { ["content-type"] = "text/html" } });

        var reply = await lab.PostAs(Grant);

        Assert.Equal((200, "<html>é", "text/html", "8"), (reply.Status, reply.Body, reply.Header("Content-Type"), reply.Header("Content-Length")));
        Assert.Equal((null, null, true), (lab.Idp.NewestToken, reply.Decision.ReturnedToken, reply.Decision.IsInjected));
    }

    [Fact]
    public async Task Without_a_status_the_node_acts_and_its_answer_is_changed()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Body = "{", Headers = new Dictionary<string, string> { ["Cache-Control"] = "", ["X-Cache"] = "HIT" } });

        var reply = await lab.PostAs(Grant);

        Assert.Equal((200, "{", "application/json;charset=UTF-8"), (reply.Status, reply.Body, reply.Header("Content-Type")));
        Assert.Equal((null, "no-cache", "HIT"), (reply.Header("Cache-Control"), reply.Header("Pragma"), reply.Header("X-Cache")));
        Assert.Equal(("at#1", true), (reply.Decision.Issued!.Name, reply.Decision.IsInjected));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Negotiate", "Negotiate")]
    public async Task An_injected_401_may_come_without_a_bearer_challenge(string value, string? expected)
    {
        var lab = new Lab();
        lab.Api.Faults.Add(new HttpFault { Status = 401, Headers = new Dictionary<string, string> { ["www-authenticate"] = value } });

        var reply = await lab.Get(await lab.NewToken());

        Assert.Equal((401, expected, "bad.credentials"), (reply.Status, reply.Header("WWW-Authenticate"), reply.Json.GetProperty("code").GetString()));
        Assert.Equal((RefusalCause.Injected, null), (reply.Decision.Refusal!.Cause, reply.Decision.Error));
    }

    [Fact]
    public async Task An_error_that_is_not_said_is_not_recorded()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Status = 503, Body = "<html>" });
        lab.Api.Faults.Add(new HttpFault { Status = 401, Body = "<html>" });

        Assert.Null((await lab.PostAs(Grant)).Decision.Error);
        Assert.Equal("invalid_token", (await lab.Get(null)).Decision.Error);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(304)]
    public async Task A_status_that_is_no_error_has_no_body_of_its_own(int status)
    {
        var lab = new Lab();
        lab.Api.Faults.Add(new HttpFault { Status = status });

        var reply = await lab.Get(null);

        Assert.Equal((status, "", status), (reply.Status, reply.Body, reply.Decision.Status));
    }

    [Fact]
    public async Task A_late_answer_is_held_on_the_nodes_own_elapsed_clock_after_the_node_has_decided()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Delay = TimeSpan.FromSeconds(20) });

        var answer = lab.PostAs(Grant);
        Assert.Equal("at#1", lab.Idp.NewestToken!.Name);
        lab.Reference.Advance(TimeSpan.FromHours(1));
        lab.IdpClock.Set(Lab.Noon + TimeSpan.FromHours(1));
        lab.IdpClock.Advance(TimeSpan.FromSeconds(20) - Lab.Tick);
        Assert.False(answer.IsCompleted);
        lab.IdpClock.Advance(Lab.Tick);
        var reply = await answer;

        // A slow answer is an old one: it was stamped before it was held.
        Assert.Equal((200, "Thu, 01 Jan 2026 12:00:00 GMT"), (reply.Status, reply.Header("Date")));
        Assert.Equal(Lab.Noon, reply.Decision.ReturnedToken!.IssuedAt);
    }

    [Fact]
    public async Task Dropped_before_the_node_has_done_nothing()
    {
        var lab = new Lab();
        lab.Idp.Faults.Add(new HttpFault { Drop = FaultDrop.Before, Times = 1 });

        var decision = (await lab.PostAs(Grant)).Decision;

        Assert.Equal((true, 0, (IssuedToken?)null), (decision.IsDropped, decision.Status, lab.Idp.NewestToken));
        Assert.False((await lab.PostAs(Grant)).Decision.IsDropped);
    }

    [Fact]
    public async Task Dropped_after_the_node_has_done_everything()
    {
        var lab = new Lab(new IdpSettings { RefreshMode = RefreshMode.Rotate });
        var refresh = lab.Idp.IssueRefreshToken("app");
        lab.Idp.Faults.Add(new HttpFault { Drop = FaultDrop.After, Times = 1 });

        var decision = (await lab.Refresh(refresh.Value)).Decision;

        Assert.Equal((true, 200, "rt#2"), (decision.IsDropped, decision.Status, decision.IssuedRefreshToken!.Name));
        Assert.Equal("invalid_grant", (await lab.Refresh(refresh.Value)).Error);
    }
}
