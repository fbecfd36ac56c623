using System.Text.RegularExpressions;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Bugs in which tokens, callers and servers meet: each thread has its scenario, and where no comparator has the bug, a client here has it.</summary>
public sealed class TokenBugsTests(TokenBugLab lab) : IClassFixture<TokenBugLab>
{
    [Theory]
    [InlineData("segmentio/action-destinations#3708", "ory/hydra#176", "astro#10431")]
    [InlineData("spring-security-oauth#142", "IdentityServer4#3015")]
    [InlineData("supabase/auth-js#203", "github/copilot-cli#3456")]
    [InlineData("dex#4949", "doorkeeper#486", "django-oauth-toolkit#702")]
    [InlineData("openfga/js-sdk#332")]
    [InlineData("MSAL.NET#6053", "MSAL.NET#4473", "azure-sdk-for-net#19424")]
    [InlineData("ocm-sdk-go#232", "golang/oauth2#793")]
    [InlineData("DuendeSoftware/foss#287", "dotnet/extensions#5824")]
    [InlineData("lcobucci/jwt#191", "pyjwt#190", "openid-client#454", "fosite#651")]
    [InlineData("openai-java#853")]
    [InlineData("StrongGrid#188")]
    [InlineData("jwtk#8", "libjwt#313", "hydra#2535")]
    public void Each_thread_is_named_by_the_header_of_a_scenario(params string[] threads)
    {
        var headers = Directory.EnumerateFiles(TokenBugLab.Folder, "*.yaml").Select(
            file => string.Concat(File.ReadLines(file).TakeWhile(line => line.StartsWith('#')))).ToList();

        Assert.All(threads, thread => Assert.Contains(headers, header => Regex.IsMatch(header, $@"{Regex.Escape(thread)}\b")));
    }

    [Fact]
    public async Task Twenty_tasks_that_present_one_refresh_token_at_once_lose_the_family()
    {
        var metrics = await lab.RunAsync("refresh-token-used-twice", "rotates-unlocked");

        // The first twenty at the renewal: one is given a token, which the other nineteen revoke.
        Assert.Equal(20, metrics.RefreshInFlightMax);
        Assert.Equal(2, metrics.TokenRequests - metrics.TokenRequestsFailed);
        Assert.InRange(metrics.LongestOutageSeconds, 1400, 1600);
    }

    [Theory]
    [InlineData("refresh-token-shared")]
    [InlineData("refresh-token-in-store")]
    public async Task A_lock_in_each_of_two_programs_does_not_keep_their_common_refresh_token(string scenario)
    {
        var metrics = await lab.RunAsync(scenario, "rotates-locked");

        Assert.Equal(1, metrics.RefreshInFlightMax);
        Assert.Equal(0, metrics.Ok);
        Assert.Equal(1, metrics.TokenRequests - metrics.TokenRequestsFailed);
    }

    [Theory]
    [InlineData("refresh-answer-lost")]
    [InlineData("refresh-answer-lost-in-grace")]
    public async Task Who_waits_100_s_for_a_lost_answer_presents_the_refresh_token_too_late_even_for_a_grace_of_30_s(string scenario)
    {
        var metrics = await lab.RunAsync(scenario, "rotates-locked");

        Assert.Equal(1, metrics.TokenRequests - metrics.TokenRequestsFailed);
        Assert.Equal(metrics.Requests - metrics.Ok, metrics.Exceptions);
        Assert.InRange(metrics.Exceptions, 3000, 3100);
    }

    [Fact]
    public async Task A_leader_that_gives_up_takes_twenty_patient_callers_with_it_each_time()
    {
        var metrics = await lab.RunAsync("leader-cancelled", "leader-cancels");

        Assert.Equal((6L, 120L, 0L), (metrics.Cancelled, metrics.Exceptions, metrics.Ok));
    }

    [Fact]
    public async Task Callers_who_cannot_leave_the_queue_are_kept_for_minutes_although_they_wanted_to_wait_2_s()
    {
        var metrics = await lab.RunAsync("renewal-convoy", "queues-uncancellably");

        // Three requests are lost, of 100 s each; the fourth is answered.
        Assert.Equal(3, metrics.TokenRequestsFailed);
        Assert.InRange(metrics.AddedLatencyMs.Max, 200_000, 300_000);
    }

    [Fact]
    public async Task A_cache_that_takes_its_default_for_the_second_token_sends_a_dead_one_for_minutes()
    {
        var metrics = await lab.RunAsync("cache-outlives-token", "default-cache-lifetime");

        // The IdP repeats the token at 525 s; kept for 900 s, it is dead from 600 s to 1425 s.
        Assert.InRange(metrics.LongestOutageSeconds, 815, 830);
    }

    [Fact]
    public async Task A_copy_in_a_local_cache_outlives_the_shared_entry()
    {
        var metrics = await lab.RunAsync("cache-outlives-token", "local-cache-outlives");

        // Copies are made at 0, 4 and 8 min, and the last one lives to 12 min.
        Assert.InRange(metrics.LongestOutageSeconds, 115, 125);
        Assert.InRange(metrics.Surfaced401, 550, 650);
    }

    [Fact]
    public async Task A_date_that_has_passed_by_the_local_clock_cannot_be_slept_until()
    {
        var metrics = await lab.RunAsync("retry-after-date-client-ahead", "retry-after-date");

        Assert.Equal((1L, 1L), (metrics.RateLimited429, metrics.Exceptions));
    }

    [Fact]
    public async Task Half_a_minute_is_an_hour_and_a_half_minute_on_a_clock_that_is_an_hour_behind()
    {
        var metrics = await lab.RunAsync("retry-after-date-client-behind", "retry-after-date");

        Assert.InRange(metrics.AddedLatencyMs.Max, 3_629_000, 3_632_000);
    }

    [Fact]
    public async Task Callers_who_sleep_by_the_wrong_clock_for_a_token_outlive_the_world()
    {
        var metrics = await lab.RunAsync("retry-after-date-at-token-endpoint", "retry-after-date");

        // Five calls a second, from the renewal at 525 s to the end of the fault at 540 s; they would go on after an hour.
        Assert.InRange(metrics.Unfinished, 65, 85);
    }

    [Fact]
    public async Task A_body_that_ends_with_its_first_request_cannot_be_sent_again()
    {
        var metrics = await lab.RunAsync("retried-post-bytes", "spent-body");

        Assert.Equal((4L, 4L, 0L), (metrics.Wire401, metrics.Exceptions, metrics.Surfaced401));
    }

    [Fact]
    public async Task A_retry_that_answers_with_the_first_response_helps_nobody()
    {
        var metrics = await lab.RunAsync("retried-post-bytes", "first-response");

        Assert.Equal((4L, 4L, 2), (metrics.Wire401, metrics.Surfaced401, metrics.SendsPerRequestMax));
    }

    [Theory]
    [InlineData("10s", false)]
    [InlineData("30s", true)]
    public async Task A_key_that_is_published_for_the_cool_down_before_it_signs_is_refused_by_nobody(string publishLead, bool isKnown)
    {
        // The node fetches its copy at 507.4 s, the key is published at 508 s, and the client renews at 525 s.
        var metrics = await lab.RunAsync(
            "new-key-unknown", "iat-offset-75s", text => text.Replace("publishLead: 0s", $"publishLead: {publishLead}", StringComparison.Ordinal));

        Assert.Equal(isKnown, metrics.Wire401 == 0);
    }
}
