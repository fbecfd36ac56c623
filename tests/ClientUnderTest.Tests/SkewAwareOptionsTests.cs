namespace SkewLab.Client.Tests;

public class SkewAwareOptionsTests
{
    [Fact]
    public void All_problems_are_named_at_once()
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri("http://idp.example/oauth/token"),
            RefreshToken = "r",
            Margin = TimeSpan.FromSeconds(-1),
            HoldDown = TimeSpan.FromSeconds(6),
            MaxSends = 0,
        };

        Assert.Equal(
            [
                "TokenEndpoint: http://idp.example is plain http; use https, or list its origin in InsecureHttpOrigins.",
                "AllowedOrigins: name at least the API's base address.",
                "ClientId: it is empty.",
                "ClientSecret: it is empty.",
                "RefreshToken: the grant ClientCredentials takes none; set Grant or leave it out.",
                "Margin: -00:00:01 is outside 0 to 1 day.",
                "MaxHoldDown: 00:00:05 is less than HoldDown, 00:00:06.",
                "MaxSends: 0 is outside 1 to 100.",
            ],
            options.Validate());
        Assert.Contains("ClientId: it is empty.", Assert.Throws<ArgumentException>(() => new SkewAwareHandler(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_refresh_tokens_is_refused_where_there_are_none_and_every_range_is_checked()
    {
        var options = Valid() with
        {
            RefreshTokenStore = new InMemoryRefreshTokenStore(),
            ReuseGrace = TimeSpan.FromDays(2),
            RefusalMemory = TimeSpan.Zero,
            MaxRetryAfter = TimeSpan.FromTicks(-1),
        };

        Assert.Equal(
            [
                "RefreshTokenStore: the grant ClientCredentials needs none; set Grant or leave it out.",
                "ReuseGrace: the grant ClientCredentials presents no refresh token; set Grant or leave it out.",
                "ReuseGrace: 2.00:00:00 is outside 0 to 1 day.",
                "RefusalMemory: 00:00:00 is outside above 0 to 1 day.",
                "MaxRetryAfter: -00:00:00.0000001 is outside 0 to 1 day.",
            ],
            options.Validate());
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("", true, false)]
    [InlineData("r", false, true)]
    [InlineData(null, true, true)]
    [InlineData("r", true, true)]
    public void The_refresh_token_grant_starts_with_a_token_or_with_a_store(string? refreshToken, bool hasStore, bool isValid)
    {
        var options = Valid() with
        {
            Grant = TokenGrant.RefreshToken,
            RefreshToken = refreshToken,
            RefreshTokenStore = hasStore ? new InMemoryRefreshTokenStore() : null,
        };

        Assert.Equal(isValid ? [] : ["RefreshToken: the grant RefreshToken starts with one, given here or in RefreshTokenStore."], options.Validate());
    }

    [Theory]
    [InlineData("https://idp.example/t", true)]
    [InlineData("http://localhost:8405/t", true)]
    [InlineData("http://127.0.0.1/t", true)]
    [InlineData("http://lab.example/t", true)]
    [InlineData("http://lab.example:81/t", false)]
    [InlineData("ftp://idp.example/t", false)]
    public void Plain_http_is_for_loopback_and_listed_origins(string address, bool isValid)
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = new Uri(address),
            ClientId = "c",
            ClientSecret = "s",
            AllowedOrigins = [new Uri("https://api.example")],
            InsecureHttpOrigins = [new Uri("http://lab.example")],
        };

        Assert.Equal(isValid, options.Validate().Count == 0);
    }

    [Fact]
    public void Each_rule_is_named_when_it_alone_is_broken()
    {
        var relative = new Uri("/t", UriKind.Relative);

        AssertRefused("TokenEndpoint: give an absolute https address.", options => options.TokenEndpoint = null);
        AssertRefused("TokenEndpoint: give an absolute https address.", options => options.TokenEndpoint = relative);
        AssertRefused("TokenEndpoint: give an absolute https address.", options => options.TokenEndpoint = new Uri("ftp://idp.example/t"));
        AssertRefused("AllowedOrigins: give an absolute https address.", options => options.AllowedOrigins = [relative]);
        AssertRefused(
            "AllowedOrigins: http://api.example is plain http; use https, or list its origin in InsecureHttpOrigins.",
            options => options.AllowedOrigins = [new Uri("http://api.example/v2")]);
        AssertRefused("InsecureHttpOrigins: give absolute addresses.", options => options.InsecureHttpOrigins = [relative]);
        AssertRefused("InsecureHttpOrigins: give absolute addresses.", options => options.InsecureHttpOrigins = [null!]);
        AssertRefused("InsecureHttpOrigins: give absolute addresses.", options => options.InsecureHttpOrigins = null!);
        AssertRefused("AllowedOrigins: name at least the API's base address.", options => options.AllowedOrigins = null!);
        AssertRefused("Grant: 7 is no grant.", options => options.Grant = (TokenGrant)7);
        AssertRefused("MaxHoldDown: 00:00:02 is less than HoldDown, 00:00:02.0000001.", options =>
            (options.HoldDown, options.MaxHoldDown) = (TimeSpan.FromSeconds(2) + TimeSpan.FromTicks(1), TimeSpan.FromSeconds(2)));
        AssertRefused("MaxDriftPpm: -1 ppm is outside 0 to 100000.", options => options.MaxDriftPpm = -1);
        AssertRefused("MaxDriftPpm: 100001 ppm is outside 0 to 100000.", options => options.MaxDriftPpm = 100_001);
        AssertRefused("MaxSends: 101 is outside 1 to 100.", options => options.MaxSends = 101);
        AssertRefused("ReplayBufferLimitBytes: -1 is negative.", options => options.ReplayBufferLimitBytes = -1);
        AssertRefused("TimeProvider: it is null.", options => options.TimeProvider = null!);
        AssertRefused("Random: it is null.", options => options.Random = null!);
    }

    [Fact]
    public void Every_time_is_checked_against_its_range()
    {
        AssertRange("MaxAhead", false, (options, value) => options.MaxAhead = value);
        AssertRange("Margin", false, (options, value) => options.Margin = value);
        AssertRange("MaxAddedDelay", false, (options, value) => options.MaxAddedDelay = value);
        AssertRange("RefusalMemory", true, (options, value) => options.RefusalMemory = value);
        AssertRange("MaxRetryAfter", false, (options, value) => options.MaxRetryAfter = value);
        AssertRange("TokenRequestTimeout", true, (options, value) => options.TokenRequestTimeout = value);
        AssertRange(
            "MaxHoldDown",
            false,
            (options, value) => (options.HoldDown, options.MaxHoldDown) = (value < TimeSpan.Zero ? value : TimeSpan.Zero, value),
            "HoldDown");
        AssertRange("ReuseGrace", false, (options, value) => (options.Grant, options.RefreshToken, options.ReuseGrace) = (TokenGrant.RefreshToken, "r", value));
    }

    [Fact]
    public void The_ends_of_every_range_belong_to_it()
    {
        AssertAccepted(options => (options.HoldDown, options.MaxHoldDown) = (TimeSpan.FromDays(1), TimeSpan.FromDays(1)));
        AssertAccepted(options => options.MaxDriftPpm = 0);
        AssertAccepted(options => options.MaxDriftPpm = 100_000);
        AssertAccepted(options => options.MaxSends = 1);
        AssertAccepted(options => options.MaxSends = 100);
        AssertAccepted(options => options.ReplayBufferLimitBytes = 0);
    }

    private static void AssertRange(string name, bool isPositive, Action<SkewAwareOptions, TimeSpan> set, string? alsoNegative = null)
    {
        var (tick, day) = (TimeSpan.FromTicks(1), TimeSpan.FromDays(1));
        var least = isPositive ? tick : TimeSpan.Zero;
        string Problem(string option, TimeSpan value) => $"{option}: {value} is outside {(isPositive ? "above 0" : "0")} to 1 day.";

        AssertAccepted(options => set(options, least));
        AssertAccepted(options => set(options, day));
        AssertRefused(Problem(name, day + tick), options => set(options, day + tick));
        if (alsoNegative is null)
            AssertRefused(Problem(name, least - tick), options => set(options, least - tick));
        else
            AssertRefused([Problem(alsoNegative, -tick), Problem(name, -tick)], options => set(options, -tick));
    }

    private static void AssertAccepted(Action<SkewAwareOptions> change) => AssertRefused([], change);

    private static void AssertRefused(string problem, Action<SkewAwareOptions> change) => AssertRefused([problem], change);

    private static void AssertRefused(string[] problems, Action<SkewAwareOptions> change)
    {
        var options = Valid();
        change(options);
        Assert.Equal(problems, options.Validate());
    }

    private static SkewAwareOptions Valid() => new()
    {
        TokenEndpoint = new Uri("https://idp.example/t"),
        ClientId = "c",
        ClientSecret = "s",
        AllowedOrigins = [new Uri("https://api.example")],
    };
}
