using System.Buffers.Text;
using System.Text.Json;

namespace SkewLab.Interop.Tests;

/// <summary>An API node that imitates a validator says yes and no where the real one does.</summary>
[Collection(Labs.Name)]
public class PresetsTests(Serve serve)
{
    [ClientFact(Needs.Node)]
    public Task The_preset_jose_has_the_edges_of_jose() =>
        CompareAsync("jose", (url, token, instants) => Client.NodeAsync("jose-edges.mjs", [url, token, .. instants]));

    [ClientFact(Needs.Authlib)]
    public Task The_preset_authlib_has_the_edges_of_Authlib() =>
        CompareAsync("authlib", (url, token, instants) => Client.PythonAsync("authlib_edges.py", [url, token, .. instants]));

    private async Task CompareAsync(string preset, Func<string, string, IEnumerable<string>, Task<JsonElement>> ask)
    {
        var world = await serve.NewWorldAsync();
        await world.ControlAsync("PATCH", "policy", $$$"""{"api":{"validator":"{{{preset}}}"}}""");
        var token = await world.NewTokenAsync();
        var claims = JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var (nbf, exp) = (Instant("nbf"), Instant("exp"));
        // A millisecond before each second that counts, at it, and well after it: whether fractions are floored shows, too.
        DateTimeOffset[] instants = [.. new[] { nbf, exp, exp.AddSeconds(1) }.SelectMany(
            edge => new[] { edge.AddMilliseconds(-1), edge, edge.AddMilliseconds(500) })];

        var theirs = await ask(world.Url, token, instants.Select(instant => $"{instant.ToUnixTimeMilliseconds()}"));
        var ours = new List<bool>();
        foreach (var instant in instants)
        {
            await world.ControlAsync("PUT", "clocks", $$$"""{"api-1":{"now":"{{{instant:O}}}","frozen":true}}""");
            ours.Add(await world.GetAsync(token) == 200);
        }

        Assert.Equal(theirs.EnumerateArray().Select(accepted => accepted.GetBoolean()), ours);
        Assert.Equal([false, true], ours.Distinct());

        DateTimeOffset Instant(string name) => DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty(name).GetInt64());
    }
}
