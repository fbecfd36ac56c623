using Microsoft.Extensions.Logging;

namespace SkewLab.Client;

/// <summary>Every line the client logs. Tokens appear as the first digits of their SHA-256, failures without the endpoint's prose.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug,
        "Token {TokenId} is generation {Generation}; it is renewed after {RefreshAfter} and not sent after {Usable}.")]
    public static partial void Adopted(this ILogger logger, string tokenId, long generation, TimeSpan? refreshAfter, TimeSpan? usable);

    [LoggerMessage(2, LogLevel.Warning,
        "{Endpoint} gave no token: {Problem} (status {Status}, error {OAuthError}). The next try comes in {Pause} at the earliest.")]
    public static partial void RefreshFailed(
        this ILogger logger, Uri endpoint, string problem, int? status, string? oauthError, TimeSpan pause, Exception? cause);

    [LoggerMessage(3, LogLevel.Information, "Token {TokenId}, {Standing}, was refused: {Action}, resend: {Resend}.")]
    public static partial void Refused(this ILogger logger, string tokenId, Tokens.TokenStanding standing, Unauthorized.UnauthorizedAction action, bool resend);

    [LoggerMessage(4, LogLevel.Warning, "Token {TokenId} was refused and is not renewed: too many renewals were forced lately. The 401 goes to the caller.")]
    public static partial void ForcedRefreshLimited(this ILogger logger, string tokenId);

    [LoggerMessage(5, LogLevel.Information, "A token was accepted {Age} after it was refused as young; the hold-down is now {HoldDown}.")]
    public static partial void HoldDownGrew(this ILogger logger, TimeSpan age, TimeSpan holdDown);

    [LoggerMessage(6, LogLevel.Information, "The previous token was refused right after a renewal; new tokens are used at once from now on.")]
    public static partial void RevokesOnRefresh(this ILogger logger);

    [LoggerMessage(7, LogLevel.Debug, "The token endpoint answered with token {TokenId} again; it is asked again after {Pause}.")]
    public static partial void Repeated(this ILogger logger, string tokenId, TimeSpan? pause);

    [LoggerMessage(8, LogLevel.Information, "{Endpoint} gave no answer that arrived; {Age} after its request the refresh token is presented once more.")]
    public static partial void PresentsAgain(this ILogger logger, Uri endpoint, TimeSpan age);

    [LoggerMessage(9, LogLevel.Error,
        "The newest refresh token could not be stored. It is kept in memory and stored before it is next presented; a restart until then loses it.")]
    public static partial void RefreshTokenUnsaved(this ILogger logger, Exception cause);

    [LoggerMessage(10, LogLevel.Information,
        "The wall clock jumped {Gap} ahead of elapsed time: it was stepped, or this machine was suspended. The token is renewed to be safe.")]
    public static partial void JumpedForward(this ILogger logger, TimeSpan gap);

    [LoggerMessage(11, LogLevel.Warning, "A 401 goes to the caller. {Diagnostics}")]
    public static partial void Surfaced(this ILogger logger, SkewAwareDiagnostics diagnostics);
}
