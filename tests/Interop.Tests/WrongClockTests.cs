using System.Text.Json;

namespace SkewLab.Interop.Tests;

/// <summary>Clients under <c>faketime</c>: their clock is wrong and the lab's are right, or the other way round.</summary>
[Collection(Labs.Name)]
public class WrongClockTests(Serve serve)
{
    [ClientTheory(Needs.Node | Needs.Authlib | Needs.Faketime)]
    [InlineData("genesys.mjs", "+1h", 1)]
    [InlineData("genesys.mjs", "-1h", -1)]
    [InlineData("openid-client.mjs", "+1h", 1)]
    [InlineData("openid-client.mjs", "-1h", -1)]
    [InlineData("authlib_client.py", "+1h", 1)]
    [InlineData("authlib_client.py", "-1h", -1)]
    public async Task A_clients_wrong_clock_alone_causes_no_401(string script, string offset, int hours)
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();

        var seen = await Client.FaketimeAsync(offset, script, world.Url);

        Assert.Equal(hours, await HoursAheadAsync(world, seen));
        // One client sends a token that it has revoked itself.
        Assert.DoesNotContain(await world.JournalAsync(), entry => entry.Status == 401 && entry.Cause != "revoked");
    }

    [ClientTheory(Needs.Node | Needs.Faketime)]
    [InlineData("+1h", 1)]
    [InlineData("+0h", 0)]
    [InlineData("-1h", -1)]
    public async Task An_API_node_two_seconds_behind_refuses_a_new_token_whatever_the_clients_clock_reads(string offset, int hours)
    {
        var world = await serve.NewWorldAsync();
        var now = (await world.ClockAsync("idp")).ToUnixTimeSeconds();
        // Both stand still, so that a slow machine cannot make up for the two seconds.
        await world.ControlAsync("PUT", "clocks", $$$"""{"idp":{"now":"{{{At(now)}}}","frozen":true},"api-1":{"now":"{{{At(now - 2)}}}","frozen":true}}""");

        var seen = await Client.FaketimeAsync(offset, "genesys.mjs", world.Url);

        Assert.Equal(hours, await HoursAheadAsync(world, seen));
        Assert.Equal(401, seen.GetProperty("refused").GetProperty("status").GetInt32());
        var refusal = (await world.JournalAsync())[^1];
        Assert.Equal(("not_yet_valid", true), (refusal.Cause, refusal.Sentence!.Contains(": valid in 2 s", StringComparison.Ordinal)));
    }

    [ClientFact(Needs.Node | Needs.Faketime)]
    public async Task A_clock_two_hours_ahead_refuses_the_id_token_at_the_client_and_nothing_at_the_lab()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();

        var seen = await Client.FaketimeAsync("+2h", "openid-client-code.mjs", world.Url);

        Assert.Equal("OAUTH_JWT_TIMESTAMP_CHECK_FAILED exp", seen.GetProperty("refused").GetString());
        Assert.DoesNotContain(await world.JournalAsync(), entry => entry.Status >= 400);
    }

    private static string At(long second) => DateTimeOffset.FromUnixTimeSeconds(second).ToString("O");

    // Half an hour would have to pass between the two readings to make this wrong.
    private static async Task<double> HoursAheadAsync(World world, JsonElement seen) =>
        Math.Round((seen.GetProperty("clock").GetDateTimeOffset() - await world.ClockAsync("idp")).TotalHours);
}
