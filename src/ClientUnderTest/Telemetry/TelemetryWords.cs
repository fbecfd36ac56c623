using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Telemetry;

/// <summary>The values of tags: few, fixed words in snake case, as OpenTelemetry's naming asks. None comes from a server.</summary>
internal static class TelemetryWords
{
    /// <summary>The decision on a refused token.</summary>
    public static string Of(UnauthorizedAction action, TokenStanding standing) => (standing, action) switch
    {
        (TokenStanding.Superseded, _) => "use_newer",
        (_, UnauthorizedAction.Promote) => "promote",
        (_, UnauthorizedAction.Demote) => "demote",
        (_, UnauthorizedAction.Wait) => "wait",
        (_, UnauthorizedAction.Refresh) => "renew",
        _ => "renewed_already",
    };

    /// <summary>Why a 401 went to the caller.</summary>
    public static string Of(SurfacedReason reason) => reason switch
    {
        SurfacedReason.NotTheToken => "not_the_token",
        SurfacedReason.Redirected => "redirected",
        SurfacedReason.NotReplayable => "not_replayable",
        SurfacedReason.BudgetSpent => "budget_spent",
        SurfacedReason.RefreshLimited => "refresh_limited",
        SurfacedReason.RefreshFailed => "refresh_failed",
        _ => "refused_again",
    };

    /// <summary>The <c>error.type</c> of a refresh: the status of an answer, else what became of the exchange.</summary>
    public static string ErrorOf(TokenFailure failure) => failure switch
    {
        { StatusCode: { } status } => ((int)status).ToString(),
        { Cause: OperationCanceledException } => "timeout",
        { Cause: { } cause } => cause.GetType().FullName!,
        _ => "no_refresh_token",
    };
}
