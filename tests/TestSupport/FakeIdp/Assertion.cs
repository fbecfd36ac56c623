using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SkewLab.FakeIdp.Clients;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.TestSupport.FakeIdp;

/// <summary>Assertions as a client signs them, with keys of the tests' own.</summary>
internal static class Assertion
{
    public const string Grant = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer";

    public static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly RSA Rsa = RSA.Create(2048);

    /// <summary>A lab with a client, <c>robot</c>, that has a secret, an EC key and an RSA key.</summary>
    public static Lab NewLab(IdpSettings? settings = null, DateTimeOffset? start = null)
    {
        var lab = new Lab(settings, start: start);
        lab.Idp.Register(new RegisteredClient
        {
            Id = "robot",
            Secret = "r0bot",
            AssertionKeys = [AssertionKey.FromPem(Ec.ExportSubjectPublicKeyInfoPem()), AssertionKey.FromPem(Rsa.ExportSubjectPublicKeyInfoPem(), "rsa")],
        });
        return lab;
    }

    /// <summary>The claims of a sound assertion, made when the client's clock read this; more claims replace them by coming later.</summary>
    public static string Claims(DateTimeOffset clientNow, string more = "", string audience = "http://idp.test/oauth/token", int seconds = 60) =>
        $$"""{"iss":"robot","sub":"ada","aud":"{{audience}}","iat":{{clientNow.ToUnixTimeSeconds()}},"exp":{{clientNow.ToUnixTimeSeconds() + seconds}}{{more}}}""";

    public static string SignEs256(string claims, string header = """{"alg":"ES256"}""")
    {
        var signed = Signed(header, claims);
        return $"{signed}.{Base64Url.EncodeToString(Ec.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public static string SignRs256(string claims, string header = """{"alg":"RS256"}""")
    {
        var signed = Signed(header, claims);
        return $"{signed}.{Base64Url.EncodeToString(Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public static string Unsigned(string header, string claims) => Signed(header, claims) + ".";

    private static string Signed(string header, string claims) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";

    public static Task<Reply> Post(Lab lab, string assertion, string more = "") => lab.PostToken($"{Grant}&assertion={assertion}{more}");
}
