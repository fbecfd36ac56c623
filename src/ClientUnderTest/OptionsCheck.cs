namespace SkewLab.Client;

/// <summary>Checks all options at once, so that whoever configures the client sees every problem in one reading.</summary>
internal static class OptionsCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static IReadOnlyList<string> Problems(SkewAwareOptions options)
    {
        var problems = new List<string>();
        void Require(bool holds, string problem)
        {
            if (!holds)
                problems.Add(problem);
        }

        var (allowed, plain) = (options.AllowedOrigins ?? [], options.InsecureHttpOrigins ?? []);
        var insecure = new OriginSet(plain.Where(origin => origin?.IsAbsoluteUri == true));
        void RequireAddress(string name, Uri? address)
        {
            if (address is null || !address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
                problems.Add($"{name}: give an absolute https address.");
            else
                Require(
                    IsSecure(address) || insecure.Contains(address),
                    $"{name}: {Safe(address)} is plain http; use https, or list its origin in {nameof(SkewAwareOptions.InsecureHttpOrigins)}.");
        }

        void RequireRange(string name, TimeSpan value, bool zeroAllowed) => Require(
            value <= Longest && (zeroAllowed ? value >= TimeSpan.Zero : value > TimeSpan.Zero),
            $"{name}: {value} is outside {(zeroAllowed ? "0" : "above 0")} to 1 day.");

        RequireAddress(nameof(options.TokenEndpoint), options.TokenEndpoint);
        Require(allowed.Count > 0, $"{nameof(options.AllowedOrigins)}: name at least the API's base address.");
        foreach (var origin in allowed)
            RequireAddress(nameof(options.AllowedOrigins), origin);
        Require(
            options.InsecureHttpOrigins is not null && plain.All(origin => origin?.IsAbsoluteUri == true),
            $"{nameof(options.InsecureHttpOrigins)}: give absolute addresses.");

        Require(!string.IsNullOrEmpty(options.ClientId), $"{nameof(options.ClientId)}: it is empty.");
        Require(!string.IsNullOrEmpty(options.ClientSecret), $"{nameof(options.ClientSecret)}: it is empty.");
        Require(Enum.IsDefined(options.Grant), $"{nameof(options.Grant)}: {(int)options.Grant} is no grant.");
        var wantsRefreshToken = options.Grant == TokenGrant.RefreshToken;
        Require(
            !wantsRefreshToken || !string.IsNullOrEmpty(options.RefreshToken) || (options.RefreshToken is null && options.RefreshTokenStore is not null),
            $"{nameof(options.RefreshToken)}: the grant {options.Grant} starts with one, given here or in {nameof(options.RefreshTokenStore)}.");
        Require(
            wantsRefreshToken || options.RefreshToken is null,
            $"{nameof(options.RefreshToken)}: the grant {options.Grant} takes none; set {nameof(options.Grant)} or leave it out.");
        Require(
            wantsRefreshToken || options.RefreshTokenStore is null,
            $"{nameof(options.RefreshTokenStore)}: the grant {options.Grant} needs none; set {nameof(options.Grant)} or leave it out.");
        Require(
            wantsRefreshToken || options.ReuseGrace == TimeSpan.Zero,
            $"{nameof(options.ReuseGrace)}: the grant {options.Grant} presents no refresh token; set {nameof(options.Grant)} or leave it out.");

        RequireRange(nameof(options.ReuseGrace), options.ReuseGrace, zeroAllowed: true);
        RequireRange(nameof(options.MaxAhead), options.MaxAhead, zeroAllowed: true);
        RequireRange(nameof(options.Margin), options.Margin, zeroAllowed: true);
        RequireRange(nameof(options.HoldDown), options.HoldDown, zeroAllowed: true);
        RequireRange(nameof(options.MaxHoldDown), options.MaxHoldDown, zeroAllowed: true);
        RequireRange(nameof(options.MaxAddedDelay), options.MaxAddedDelay, zeroAllowed: true);
        RequireRange(nameof(options.RefusalMemory), options.RefusalMemory, zeroAllowed: false);
        RequireRange(nameof(options.MaxRetryAfter), options.MaxRetryAfter, zeroAllowed: true);
        RequireRange(nameof(options.TokenRequestTimeout), options.TokenRequestTimeout, zeroAllowed: false);
        Require(
            options.MaxHoldDown >= options.HoldDown,
            $"{nameof(options.MaxHoldDown)}: {options.MaxHoldDown} is less than {nameof(options.HoldDown)}, {options.HoldDown}.");
        Require(options.MaxDriftPpm is >= 0 and <= 100_000, $"{nameof(options.MaxDriftPpm)}: {options.MaxDriftPpm} ppm is outside 0 to 100000.");
        Require(options.MaxSends is >= 1 and <= 100, $"{nameof(options.MaxSends)}: {options.MaxSends} is outside 1 to 100.");
        Require(options.ReplayBufferLimitBytes >= 0, $"{nameof(options.ReplayBufferLimitBytes)}: {options.ReplayBufferLimitBytes} is negative.");
        Require(options.TimeProvider is not null, $"{nameof(options.TimeProvider)}: it is null.");
        Require(options.Random is not null, $"{nameof(options.Random)}: it is null.");
        return problems;
    }

    // User information in an address may be a password, so a message never repeats it.
    private static string Safe(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);

    private static bool IsSecure(Uri address) => address.Scheme == Uri.UriSchemeHttps || address.IsLoopback;
}
