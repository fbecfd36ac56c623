using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Two statuses that APIs disagree about: a missing scope, and a token that has not arrived yet.</summary>
public class StatusSwitchTests
{
    [Fact]
    public async Task A_missing_scope_may_be_401_and_then_has_a_cause()
    {
        var lab = new Lab(api: new ApiSettings { MissingScopeStatus = 401 });
        var token = (await lab.PostAs("grant_type=client_credentials&scope=users:readonly")).Json.GetProperty("access_token").GetString();

        var reply = await lab.Get(token, "/api/v2/conversations/voice");

        Assert.Equal((401, 401, "missing.permissions"), (reply.Status, reply.Json.GetProperty("status").GetInt32(), reply.Json.GetProperty("code").GetString()));
        Assert.Equal(
            "Bearer realm=\"skewlab\", error=\"insufficient_scope\", error_description=\"The request requires another scope\", scope=\"conversations:readonly\"",
            reply.Header("WWW-Authenticate"));
        var refusal = reply.Decision.Refusal!;
        Assert.Equal((RefusalCause.InsufficientScope, "insufficient_scope", "at#1"), (refusal.Cause, reply.Decision.Error, refusal.Token!.Name));
        Assert.Equal(
            "scope \"users:readonly\" does not contain \"conversations:readonly\", which the request asks for at api-2: "
            + "get a token with that scope; no renewal helps",
            refusal.Sentence());
        Assert.Null(refusal.Margin);
    }

    [Fact]
    public async Task A_token_on_its_way_may_be_403_without_a_challenge_and_the_arithmetic_is_kept()
    {
        var lab = new Lab(api: new ApiSettings { PropagatingStatus = 403 }) { TokenDelay = TimeSpan.FromMilliseconds(800) };
        var token = await lab.NewToken();

        lab.Advance(TimeSpan.FromMilliseconds(800) - Lab.Tick);
        var reply = await lab.Get(token);
        lab.Advance(Lab.Tick);
        var next = await lab.Get(token);

        Assert.Equal((403, "missing.permissions", (string?)null), (reply.Status, reply.Json.GetProperty("code").GetString(), reply.Header("WWW-Authenticate")));
        Assert.Equal((null, null), (reply.Decision.Refusal, reply.Decision.Error));
        Assert.Equal((RefusalCause.NotPropagated, Lab.Tick), (reply.Decision.Suppressed!.Cause, reply.Decision.Suppressed.Margin));
        Assert.Equal((200, (Refusal?)null), (next.Status, next.Decision.Suppressed));
    }

    [Fact]
    public async Task Other_refusals_stay_401()
    {
        var lab = new Lab(api: new ApiSettings { PropagatingStatus = 403 });
        var token = await lab.NewToken();
        lab.Advance(TimeSpan.FromHours(1));

        Assert.Equal(RefusalCause.Expired, await lab.CauseOf(token));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(402)]
    public void Other_statuses_are_refused(int status)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => new Lab(api: new ApiSettings { MissingScopeStatus = status, PropagatingStatus = status }));

        Assert.StartsWith("The status of a missing scope is 401 or 403. The status of a propagating token is 401 or 403.", refused.Message);
    }
}
