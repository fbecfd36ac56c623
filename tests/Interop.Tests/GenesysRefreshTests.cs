namespace SkewLab.Interop.Tests;

/// <summary>
/// What the Genesys SDK does about a 401 where it holds a refresh token: <c>callApi</c> and <c>_handleExpiredAccessToken</c> of ApiClient.js.
/// </summary>
[Collection(Labs.Name)]
public class GenesysRefreshTests(Serve serve)
{
    // More than any sane client would try.
    private const int Many = 25;

    [ClientFact(Needs.Node)]
    public async Task A_node_whose_clock_is_behind_makes_it_refresh_without_end_until_the_clock_is_right()
    {
        var world = await NewWorldAsync();
        await world.ControlAsync("PUT", "clocks", """{"api-1":{"offset":"-1h"}}""");

        var client = Client.NodeAsync("genesys-code.mjs", world.Url);
        await world.WaitForAsync(entry => entry.IsRefresh, Many);
        await world.ControlAsync("PUT", "clocks", """{"api-1":{"offset":"0s"}}""");
        var seen = await client;

        // The caller was told at the first 401; everything after that went on behind its back.
        Assert.Equal("""["AxiosError 401"]""", seen.GetProperty("outcomes").GetRawText());
        var calls = (await world.JournalAsync()).Where(entry => entry.Node != "idp").ToList();
        Assert.All(calls.SkipLast(1), call => Assert.Equal((401, "not_yet_valid"), (call.Status, call.Cause)));
        Assert.Equal(200, calls[^1].Status);
    }

    [ClientFact(Needs.Node)]
    public async Task It_refreshes_once_for_each_401_without_a_bound()
    {
        var world = await NewWorldAsync();
        await RefuseAsync(world, Many);

        await Client.NodeAsync("genesys-code.mjs", world.Url);

        var journal = await world.JournalAsync();
        Assert.Equal((Many, Many), (journal.Count(entry => entry.Status == 401), journal.Count(entry => entry.IsRefresh)));
        Assert.Equal(200, journal[^1].Status);
    }

    [ClientFact(Needs.Node)]
    public async Task A_refresh_that_cures_the_401_comes_too_late_for_the_caller()
    {
        var world = await NewWorldAsync();
        await RefuseAsync(world, 1);

        var seen = await Client.NodeAsync("genesys-code.mjs", world.Url, "2");

        Assert.Equal("""["AxiosError 401","Ada Example"]""", seen.GetProperty("outcomes").GetRawText());
        // Its call is sent again and answered, and nobody hears of it.
        Assert.Equal([200, 200, 401], (await world.JournalAsync()).Where(entry => entry.Node != "idp").Select(entry => entry.Status).Order());
    }

    [ClientFact(Needs.Node)]
    public async Task An_answer_without_a_refresh_token_makes_it_forget_the_one_it_has()
    {
        var world = await NewWorldAsync();
        await world.ControlAsync("PATCH", "policy", """{"idp":{"refreshMode":"omit"}}""");
        await RefuseAsync(world, 2);

        await Client.NodeAsync("genesys-code.mjs", world.Url);

        // RFC 6749 section 6: the client keeps the old one. The second 401 finds it without.
        var journal = await world.JournalAsync();
        Assert.Equal((2, 1), (journal.Count(entry => entry.Status == 401), journal.Count(entry => entry.IsRefresh)));
    }

    [ClientFact(Needs.Node)]
    public async Task Told_not_to_refresh_it_gives_the_401_to_the_caller_and_rests()
    {
        var world = await NewWorldAsync();
        await RefuseAsync(world, 1);

        var seen = await Client.NodeAsync("genesys-code.mjs", world.Url, "1", "false");

        Assert.Equal("""["bad.credentials 401"]""", seen.GetProperty("outcomes").GetRawText());
        Assert.DoesNotContain(await world.JournalAsync(), entry => entry.IsRefresh);
    }

    private static Task RefuseAsync(World world, int times) =>
        world.ControlAsync("POST", "faults", $$"""{"match":{"role":"api"},"status":401,"times":{{times}}}""");

    private async Task<World> NewWorldAsync()
    {
        var world = await serve.NewWorldAsync();
        await world.AddWebClientAsync();
        return world;
    }
}
