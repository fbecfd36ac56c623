using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Validation;
using SkewLab.Testing;
using SkewLab.Testing.Clocks;

namespace SkewLab.OpenIddict.Tests;

/// <summary>The lab in a test project whose API validates with OpenIddict: both bring Microsoft.IdentityModel, and one process has one version of it.</summary>
public class LabBesideOpenIddictTests
{
    [Fact]
    public async Task The_first_token_request_succeeds_and_OpenIddict_takes_the_token_until_it_ends_by_its_own_clock()
    {
        await using var lab = await Lab.StartAsync();
        using var client = lab.CreateClient();
        var clock = new LiveClock(lab.Clocks["idp"]);
        var token = await NewTokenAsync(lab, client);
        await using var services = await ValidatorAsync(lab, client, clock);
        var validator = services.GetRequiredService<OpenIddictValidationService>();

        var principal = await validator.ValidateAccessTokenAsync(token);
        clock.Jump(TimeSpan.FromHours(1));
        var refusal = await Assert.ThrowsAsync<OpenIddictExceptions.ProtocolException>(async () => await validator.ValidateAccessTokenAsync(token));

        Assert.Equal(lab.ClientId, principal.GetClaim(OpenIddictConstants.Claims.ClientId));
        Assert.Equal("The specified token is no longer valid.", refusal.ErrorDescription);
    }

    private static async Task<string> NewTokenAsync(Lab lab, HttpClient client)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = lab.ClientId,
            ["client_secret"] = lab.ClientSecret!,
        });
        using var answer = await client.PostAsync(lab.TokenEndpoint, form);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task<ServiceProvider> ValidatorAsync(Lab lab, HttpClient client, TimeProvider time)
    {
        var metadata = JsonDocument.Parse(await client.GetStringAsync(new Uri(lab.IdpAddress, ".well-known/openid-configuration"))).RootElement;
        var configuration = new OpenIddictConfiguration { Issuer = new Uri(metadata.GetProperty("issuer").GetString()!) };
        configuration.SigningKeys.AddRange(new JsonWebKeySet(await client.GetStringAsync(metadata.GetProperty("jwks_uri").GetString())).GetSigningKeys());
        return new ServiceCollection()
            .AddLogging()
            .AddOpenIddict()
            .AddValidation(
                options => options.SetConfiguration(configuration).SetIssuer(configuration.Issuer).Configure(validation => validation.TimeProvider = time))
            .Services
            .BuildServiceProvider();
    }
}
