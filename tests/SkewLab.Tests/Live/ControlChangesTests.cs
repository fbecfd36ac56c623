using System.Text.Json;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Control;
using SkewLab.Testing.Endpoints;
using SkewLab.Testing.Options;
using SkewLab.Testing.Worlds;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>What the control API changes: every setting and every field of a fault, each change as a whole.</summary>
public class ControlChangesTests
{
    [Fact]
    public void A_change_that_comes_during_a_reset_is_made_to_the_lab_there_is_then()
    {
        var time = new PausingTime(new HandClock(LiveBench.Noon));
        var options = new LabOptions { Time = time };
        options.Idp.Settings = new() { Algorithm = SigningAlgorithm.ES256 };
        using var world = new LabWorld(options);
        var shorter = new JsonBody<Policy>(new() { Idp = new() { Lifetime = TimeSpan.FromSeconds(20) } }, default);
        TimeSpan? answered = null;
        var change = new Thread(() => answered = world.Change(lab => PolicyEndpoints.Change(lab, shorter)).Idp!.Lifetime);
        // Clocks are reset first; the nodes are still the old ones when the change is asked for.
        time.OnNextReading = () =>
        {
            change.Start();
            while (change.IsAlive && (change.ThreadState & ThreadState.WaitSleepJoin) == 0)
                Thread.Yield();
        };

        world.Reset();
        change.Join();

        Assert.Equal((TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)), (answered, world.State.Idp.Settings.Lifetime));
    }

    [Fact]
    public async Task Every_setting_of_the_IdP_is_changed_and_shown()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, json) = await bench.SendAsync(
            "PATCH",
            "_skewlab/policy",
            """
            {"idp":{"cachedUntil":"30s","expiresIn":"absent","codeLifetime":"5s","issuer":"https://issuer.example","audience":"https://aud.example",
            "assertionValidator":"spring","assertionReach":"10m"}}
            """);

        Assert.Equal(200, status);
        var shown = json.GetProperty("idp");
        Assert.Equal(
            "30s absent 5s https://issuer.example https://aud.example spring 10m",
            string.Join(' ', new[] { "cachedUntil", "expiresIn", "codeLifetime", "issuer", "audience", "assertionValidator",
                "assertionReach" }.Select(name => shown.GetProperty(name).GetString())));
        var settings = bench.Lab.Idp.Settings;
        Assert.Equal((TimeSpan.FromSeconds(30), ExpiresInAnswer.Absent, TimeSpan.FromSeconds(5)),
            (settings.CachedUntil, settings.ExpiresIn, settings.CodeLifetime));
        Assert.Equal(("https://issuer.example", "https://aud.example", "spring", TimeSpan.FromMinutes(10)),
            (settings.Issuer, settings.Audience, settings.AssertionValidator.Name, settings.AssertionReach));
    }

    [Theory]
    [InlineData("""{"idp":{"codeLifetime":"0s"}}""", "idp.codeLifetime", "0s",
        "The lifetime of authorization codes is more than 0s, at most 36500d, for example 1m.")]
    [InlineData("""{"idp":{"assertionReach":"0s"}}""", "idp.assertionReach", "0s",
        "How far an assertion's exp may lie ahead is more than 0s, at most 36500d, for example 1h.")]
    [InlineData("""{"idp":{"assertionValidator":"joose"}}""", "idp.assertionValidator", "joose",
        "This is one of jose, jsonwebtoken, golang-jwt, pyjwt, authlib, express-oauth2, oauth4webapi, spring, envoy, microsoft, google-auth.")]
    public async Task A_setting_that_cannot_be_changes_nothing(string body, string field, string value, string rule)
    {
        await using var bench = await LiveBench.StartAsync();
        var before = bench.Lab.Idp.Settings;

        var (status, problem) = await bench.SendAsync("PATCH", "_skewlab/policy", body);

        Assert.Equal((400, field, value, rule), (status, Text(problem, "field"), Text(problem, "value"), Text(problem, "detail")));
        Assert.Equal(before, bench.Lab.Idp.Settings);
    }

    [Fact]
    public async Task A_fault_is_listed_with_every_field_it_was_given()
    {
        await using var bench = await LiveBench.StartAsync();

        var (status, listed) = await bench.SendAsync(
            "POST",
            "_skewlab/faults",
            """
            {"match":{"role":"idp","method":"POST","path":"/oauth/token","client":"app"},"times":2,"probability":0.5,"skip":1,"status":503,
            "headers":{"X-A":"b"},"body":{"error":"x"},"delay":"1s","retryAfter":"30s","retryAfterForm":"date","error":"temporarily_unavailable"}
            """);

        Assert.Equal(200, status);
        Assert.Equal(
            """
            [{"match":{"role":"idp","method":"POST","path":"/oauth/token","client":"app"},"times":2,"probability":0.5,"skip":1,"status":503,
            "headers":{"X-A":"b"},"body":"{\"error\":\"x\"}","delay":"1s","retryAfter":"30s","retryAfterForm":"date","error":"temporarily_unavailable"}]
            """.ReplaceLineEndings(""),
            JsonSerializer.Serialize(listed, Compact));
    }

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    /// <summary>A provider that lets a test in at its next reading.</summary>
    private sealed class PausingTime(TimeProvider time) : TimeProvider
    {
        public Action? OnNextReading { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var next = OnNextReading;
            OnNextReading = null;
            next?.Invoke();
            return time.GetUtcNow();
        }
    }
}
