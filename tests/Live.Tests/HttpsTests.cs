using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace SkewLab.Testing.Tests;

/// <summary>The HTTPS listener and its certificate.</summary>
public class HttpsTests
{
    [Fact]
    public async Task By_HTTPS_the_same_nodes_answer_and_the_issuer_is_the_address_used()
    {
        await using var bench = await Bench.StartAsync(options => (options.Port, options.HttpsPort) = (0, 0));
        var address = bench.Lab.HttpsAddress!;

        var metadata = await bench.Client.GetStringAsync(new Uri(address, ".well-known/openid-configuration"));
        var token = await bench.NewTokenAsync(new Uri(address, "oauth/token"));
        using var answer = await bench.GetAsync(token, new Uri(address, "api/v2/users/me"));

        Assert.Equal(address.ToString().TrimEnd('/'), JsonDocument.Parse(metadata).RootElement.GetProperty("issuer").GetString());
        Assert.Equal(("https", System.Net.HttpStatusCode.OK), (address.Scheme, answer.StatusCode));
    }

    [Fact]
    public async Task The_certificate_is_for_this_machine_from_2020_to_2050_and_comes_without_its_key()
    {
        await using var bench = await Bench.StartAsync(options => (options.Port, options.HttpsPort) = (0, 0));

        using var certificate = X509Certificate2.CreateFromPem(bench.Lab.CertificatePem);

        Assert.True(certificate.MatchesHostname("localhost"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.Equal((2020, 2050, false), (certificate.NotBefore.ToUniversalTime().Year, certificate.NotAfter.ToUniversalTime().Year,
            certificate.HasPrivateKey));
    }

    [Fact]
    public async Task Without_a_port_for_it_there_is_no_certificate()
    {
        await using var bench = await Bench.StartAsync();

        Assert.Equal((null, null), (bench.Lab.HttpsAddress, bench.Lab.CertificatePem));
    }
}
