using System.Buffers.Text;
using System.Security.Cryptography;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Keys for assertions, from PEM and from JWK.</summary>
public class AssertionKeyTests
{
    [Fact]
    public void PEM_of_either_kind_is_read_and_says_its_algorithm()
    {
        Assert.Equal((SigningAlgorithm.ES256, null), Of(AssertionKey.FromPem(Assertion.Ec.ExportSubjectPublicKeyInfoPem())));
        Assert.Equal((SigningAlgorithm.RS256, "k"), Of(AssertionKey.FromPem(Assertion.Rsa.ExportSubjectPublicKeyInfoPem(), "k")));
        Assert.Equal((SigningAlgorithm.RS256, null), Of(AssertionKey.FromPem(Assertion.Rsa.ExportRSAPublicKeyPem())));
        Assert.Equal((SigningAlgorithm.ES256, null), Of(AssertionKey.FromPem(Assertion.Ec.ExportPkcs8PrivateKeyPem())));

        static (SigningAlgorithm, string?) Of(AssertionKey key) => (key.Algorithm, key.Kid);
    }

    [Fact]
    public async Task A_JWK_of_either_kind_verifies_what_its_owner_signs()
    {
        var (point, numbers) = (Assertion.Ec.ExportParameters(false).Q, Assertion.Rsa.ExportParameters(false));
        var ec = AssertionKey.FromJwk($$"""{"kty":"EC","crv":"P-256","kid":"e","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""");
        var rsa = AssertionKey.FromJwk($$"""{"kty":"RSA","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"AQAB"}""");
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "robot", AssertionKeys = [ec, rsa] });

        Assert.Equal(("e", null), (ec.Kid, rsa.Kid));
        Assert.Equal(200, (await Assertion.Post(lab, Assertion.SignEs256(Assertion.Claims(Lab.Noon)))).Status);
        Assert.Equal(200, (await Assertion.Post(lab, Assertion.SignRs256(Assertion.Claims(Lab.Noon)))).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kty":"oct","k":"AAAA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-384","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"!","y":"AA"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":null,"y":"AA"}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB"}""")]
    [InlineData("""{"kty":"RSA","n":"","e":""}""")]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":7}""")]
    public void A_text_that_is_no_such_JWK_is_refused(string json) => Assert.Throws<ArgumentException>(() => AssertionKey.FromJwk(json));

    [Fact]
    public void Another_curve_a_short_RSA_key_and_garbage_are_refused_by_name()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var small = RSA.Create(1024);

        Assert.StartsWith("An EC key lies on P-256, not on ", Assert.Throws<ArgumentException>(() => AssertionKey.FromPem(p384.ExportSubjectPublicKeyInfoPem())).Message);
        Assert.Equal("An RSA key has at least 2048 bits (RFC 7518 section 3.3), not 1024, and an exponent.", Assert.Throws<ArgumentException>(() => AssertionKey.FromPem(small.ExportSubjectPublicKeyInfoPem())).Message);
        Assert.StartsWith("The PEM holds neither an EC nor an RSA key.", Assert.Throws<ArgumentException>(() => AssertionKey.FromPem("garbage")).Message);
    }
}
