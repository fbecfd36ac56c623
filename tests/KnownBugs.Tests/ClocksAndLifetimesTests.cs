using SkewLab.Runners;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.KnownBugs.Tests;

/// <summary>
/// The threads about clocks and lifetimes: each is named by a scenario, and where no comparator has its bug a small client shows it in that scenario.
/// </summary>
public class ClocksAndLifetimesTests
{
    [Theory]
    [InlineData(1, "spring-projects/spring-security#7511", "googleapis/google-auth-library-python#158", "manfredsteyer/angular-oauth2-oidc#1135 and #1225")]
    [InlineData(2, "okta/okta-oidc-js#894")]
    [InlineData(3, "Bdaya-Dev/oidc#123")]
    [InlineData(4, "googleapis/google-auth-library-python#581 and #862", "googleapis/google-auth-library-java#749", "googleapis/google-cloud-cpp#8255")]
    [InlineData(5, "workos/authkit-nextjs#470", "AzureAD/microsoft-authentication-library-for-js#3070")]
    [InlineData(6, "AzureAD/microsoft-authentication-library-for-js#2608", "IBM/ibm-cos-sdk-python#77")]
    [InlineData(7, "aws/aws-sdk-go-v2#3187")]
    [InlineData(8, "aws/aws-sdk-js-v3#8005")]
    [InlineData(9, "aws/aws-sdk-net#3463")]
    [InlineData(10, "opentdf/platform#1854", "GoogleCloudPlatform/cloud-sql-proxy#1223", "yandex-cloud/geesefs#179", "bazelbuild/bazel#18301")]
    [InlineData(11, "DuendeArchive/identity-model-oidc-client-js#143", "authts/oidc-client-ts#251")]
    [InlineData(12, "dotnet/runtime#77945")]
    [InlineData(13, "openai/openai-node#2609", "vm0-ai/vm0#19170")]
    [InlineData(23, "spring-attic/spring-security-oauth#1287")]
    [InlineData(27, "keycloak/keycloak#36014")]
    [InlineData(28, "keycloak/keycloak-js#11", "keycloak/keycloak#16278")]
    public void Each_thread_is_named_by_the_header_of_a_scenario(int row, params string[] threads)
    {
        var headers = Directory.GetFiles(Repository.PathOf("scenarios", "known-bugs"), "*.yaml").Select(
            file => string.Join('\n', File.ReadLines(file).TakeWhile(line => line.StartsWith('#'))));

        Assert.All(
            threads, thread => Assert.True(headers.Any(header => header.Contains(thread, StringComparison.Ordinal)), $"row {row}: no scenario names {thread}"));
    }

    [Fact]
    public async Task Skew_with_the_wrong_sign_sends_a_dead_token_for_a_minute()
    {
        var metrics = await RunAsync("skew-with-the-wrong-sign", "wrong-sign");

        // Each token is sent from its second 0 to 660 and dead from 600 on: 61 calls, in five lifetimes of 661 s.
        Assert.Equal((305L, 6L), (metrics.Surfaced401, metrics.TokenRequests));
        Assert.True(metrics.LifetimeUsedMean > 0.9);
    }

    [Fact]
    public async Task A_timer_that_renews_what_looks_expired_on_arrival_never_rests()
    {
        var metrics = await RunAsync("client-ahead-renews-for-ever", "renewing-timer");

        // A renewal takes 40 ms, and the next begins at once: 250 in 10 s, and the one at their end.
        Assert.Equal(251, metrics.TokenRequests);
    }

    [Fact]
    public async Task A_timer_that_renews_a_minute_before_the_end_of_a_minute_never_rests()
    {
        var metrics = await RunAsync("margin-reaches-lifetime", "renewing-timer");

        // 600 s in steps of 40 ms, and the one at their end.
        Assert.Equal(15_001, metrics.TokenRequests);
    }

    [Fact]
    public async Task Of_twenty_calls_that_a_wrong_clock_spoils_only_one_is_corrected()
    {
        var metrics = await RunAsync("cold-start-ahead-1h", "one-correction");

        Assert.Equal((1L, 19L), (metrics.Ok, metrics.Exceptions));
    }

    [Theory]
    [InlineData("elapsed-age", 0)]
    [InlineData("renewing-timer", 1)]
    public async Task Whoever_counts_on_a_clock_that_stops_in_sleep_wakes_with_a_dead_token_for_the_rest_of_its_life(string strategy, int atWaking)
    {
        var stops = await RunAsync("elapsed-stops-in-suspend", strategy);
        var counts = await RunAsync("elapsed-counts-suspend", strategy);

        // Awake at 150 min with 30 of 59 min counted, which began 40 ms after a minute: a call a minute from 150 to 179 min.
        Assert.Equal(30, stops.Surfaced401);
        // Where the sleep counts, a timer fires at waking, and the call of that instant does not wait for what it renews.
        Assert.Equal(atWaking, counts.Surfaced401);
    }

    [Fact]
    public async Task A_cool_down_on_the_wall_clock_lasts_an_hour_longer_after_a_step_back_of_an_hour()
    {
        var metrics = await RunAsync("cool-down-on-the-wall-clock", "wall-cool-down");

        // Renewed at 10:10, refused again at 11:10, and renewed at 70:40 when the clock shows 10:40.
        Assert.Equal((357L, 3L), (metrics.Surfaced401, metrics.TokenRequests));
    }

    [Fact]
    public async Task A_fraction_that_is_cut_off_leaves_a_dead_token_alive_for_999_ms()
    {
        var metrics = await RunAsync("whole-seconds-against-milliseconds", "whole-seconds");

        // At 60 s and at 60.999 s; the call at 59.999 s is good.
        Assert.Equal((4L, 2L, 1L), (metrics.Requests, metrics.Surfaced401, metrics.TokenRequests));
    }

    [Fact]
    public async Task A_skew_taken_from_the_middle_of_a_slow_answer_overstays_a_margin_of_5_s()
    {
        var metrics = await RunAsync("skew-from-a-slow-answer", "midpoint-skew");

        // The middle is 7.5 s after iat on a clock that is 5 s behind: the skew is taken for +2 s and is -5 s.
        Assert.InRange(metrics.Surfaced401, 20, 40);
        Assert.InRange(metrics.TokenRequests, 11, 13);
    }

    private static async Task<WorldMetrics> RunAsync(string scenario, string strategy)
    {
        var file = Repository.PathOf("scenarios", "known-bugs", $"{scenario}.yaml");
        var request = new RunRequest
        {
            ScenarioFile = file,
            ScenarioText = await File.ReadAllTextAsync(file),
            Strategy = strategy,
            ClientAssembly = typeof(TokenBugLab).Assembly.Location,
        };

        var message = (await OneRunner.RunAsync(request))[0];

        return OneRunner.SoundResultOf(message).Metrics;
    }
}
