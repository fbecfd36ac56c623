using System.Net;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Telemetry;

/// <summary>Dashboards and alerts are built on these words, so each is a promise.</summary>
public class TelemetryWordsTests
{
    [Fact]
    public void Each_decision_has_its_word()
    {
        Assert.Equal("use_newer", TelemetryWords.Of(UnauthorizedAction.None, TokenStanding.Superseded));
        Assert.Equal("promote", TelemetryWords.Of(UnauthorizedAction.Promote, TokenStanding.Previous));
        Assert.Equal("demote", TelemetryWords.Of(UnauthorizedAction.Demote, TokenStanding.YoungWithPrevious));
        Assert.Equal("wait", TelemetryWords.Of(UnauthorizedAction.Wait, TokenStanding.Young));
        Assert.Equal("renew", TelemetryWords.Of(UnauthorizedAction.Refresh, TokenStanding.Mature));
        Assert.Equal("renewed_already", TelemetryWords.Of(UnauthorizedAction.None, TokenStanding.Mature));
    }

    [Theory]
    [InlineData(SurfacedReason.NotTheToken, "not_the_token")]
    [InlineData(SurfacedReason.Redirected, "redirected")]
    [InlineData(SurfacedReason.NotReplayable, "not_replayable")]
    [InlineData(SurfacedReason.BudgetSpent, "budget_spent")]
    [InlineData(SurfacedReason.RefreshLimited, "refresh_limited")]
    [InlineData(SurfacedReason.RefreshFailed, "refresh_failed")]
    [InlineData(SurfacedReason.RefusedAgain, "refused_again")]
    public void Each_reason_to_surface_a_401_has_its_word(SurfacedReason reason, string word) => Assert.Equal(word, TelemetryWords.Of(reason));

    [Fact]
    public void Each_failure_has_its_word()
    {
        var failure = new TokenFailure(new Uri("https://idp.example/"), "it failed");

        Assert.Equal("503", TelemetryWords.ErrorOf(failure with { StatusCode = HttpStatusCode.ServiceUnavailable }));
        Assert.Equal("timeout", TelemetryWords.ErrorOf(failure with { Cause = new TaskCanceledException() }));
        Assert.Equal("System.IO.IOException", TelemetryWords.ErrorOf(failure with { Cause = new IOException() }));
        Assert.Equal("no_refresh_token", TelemetryWords.ErrorOf(failure));
    }
}
