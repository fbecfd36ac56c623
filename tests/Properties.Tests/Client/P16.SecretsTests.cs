using System.Net;
using FsCheck.Xunit;
using SkewLab.Client;
using SkewLab.Properties.Tests.Worlds;

namespace SkewLab.Properties.Tests.Client;

/// <summary>P16, on the client alone: whatever the servers answer, no text of ours holds eight characters of a secret.</summary>
public sealed class SecretsTests
{
    private const int Piece = 8;

    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200, Replay = Cases.Seed, QuietOnSuccess = true)]
    public async Task P16_no_line_and_no_exception_holds_eight_characters_of_a_secret(int number)
    {
        var dice = new Dice(number);
        List<string> secrets = [dice.Text(40), dice.Text(40)];
        using var bench = new Bench(options => (options.ClientSecret, options.Grant, options.RefreshToken) = (secrets[0], TokenGrant.RefreshToken, secrets[1]));
        bench.Network.Idp = nth => Task.FromResult(Answer(dice, nth, secrets));
        bench.Network.Api = _ => dice.Count(0, 4) switch { 0 => FakeNetwork.Refuse(), 1 => FakeNetwork.Refuse(status: HttpStatusCode.Forbidden), _ => FakeNetwork.Ok() };
        List<string> said = [$"{bench.Options} {bench.Handler}"];

        for (var calls = dice.Count(1, 6); calls > 0; calls--)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/things");
                using var response = await bench.Time.DriveAsync(bench.Start(request));
                said.AddRange(request.Options.Select(option => $"{option.Key} {option.Value}"));
            }
            catch (HttpRequestException failed)
            {
                said.Add($"{failed} {failed.Data.Count}");
            }

            bench.Time.Advance(dice.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(2)));
        }

        foreach (var text in said.Concat(bench.Lines))
        {
            foreach (var secret in secrets)
                Assert.DoesNotContain(Enumerable.Range(0, secret.Length - Piece + 1), at => text.Contains(secret.Substring(at, Piece), StringComparison.OrdinalIgnoreCase));
        }
    }

    // Honest answers, and such as speak of what they should not.
    private static HttpResponseMessage Answer(Dice dice, int nth, List<string> secrets)
    {
        // The bench tells tokens apart by their last four digits.
        var token = $"{dice.Text(30)}{nth:D4}";
        var refreshToken = dice.Text(40);
        secrets.AddRange([token, refreshToken]);
        var grant = $$"""{"access_token":"{{token}}","token_type":"bearer","expires_in":{{dice.Count(1, 3600)}},"refresh_token":"{{refreshToken}}"}""";
        return dice.Count(0, 6) switch
        {
            0 => FakeNetwork.Json(HttpStatusCode.BadRequest, $$"""{"error":"invalid_grant","error_description":"{{secrets[1]}} is not known"}"""),
            1 => FakeNetwork.Json(HttpStatusCode.OK, grant[..dice.Count(1, grant.Length)]),
            2 => FakeNetwork.Json(HttpStatusCode.ServiceUnavailable, $"<html>{token}</html>"),
            3 => FakeNetwork.Json(HttpStatusCode.BadRequest, $$"""{"error":"{{token}}"}"""),
            _ => FakeNetwork.Json(HttpStatusCode.OK, grant),
        };
    }
}
