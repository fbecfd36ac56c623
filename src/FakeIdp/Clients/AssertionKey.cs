using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Clients;

/// <summary>The public half of a key by which a client signs assertions: EC on P-256 (ES256), or RSA of at least 2048 bits (RS256). Immutable.</summary>
public sealed class AssertionKey
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LeastRsaBits = 2048;

    private readonly ECParameters? _ec;
    private readonly RSAParameters? _rsa;

    private AssertionKey(string? kid, ECParameters? ec, RSAParameters? rsa)
    {
        Kid = kid;
        _ec = ec;
        _rsa = rsa;
        if (rsa is { } numbers && (numbers.Exponent!.Length == 0 || numbers.Modulus!.Length * 8 < LeastRsaBits))
        {
            throw new ArgumentException(
                $"An RSA key has at least {LeastRsaBits} bits (RFC 7518 section 3.3), not {numbers.Modulus!.Length * 8}, and an exponent.");
        }
        // The platform looks at the numbers only when a key is made of them.
        if (ec is { } point)
            ECDsa.Create(point).Dispose();
        else
            RSA.Create(rsa!.Value).Dispose();
    }

    /// <value>The key's name, which an assertion's <c>kid</c> must then repeat if it has one; null fits every <c>kid</c>.</value>
    public string? Kid { get; }

    /// <value>The algorithm that assertions must name: ES256 or RS256.</value>
    public SigningAlgorithm Algorithm => _ec is null ? SigningAlgorithm.RS256 : SigningAlgorithm.ES256;

    /// <summary>Reads a key from PEM: <c>PUBLIC KEY</c>, <c>RSA PUBLIC KEY</c>, or a private key, whose public half is kept.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="kid">The key's name; null fits every <c>kid</c>.</param>
    /// <exception cref="ArgumentException">The text is no such key.</exception>
    public static AssertionKey FromPem(string pem, string? kid = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return FromPem<ECDsa>(pem, ECDsa.Create(), ec => new(kid, OnP256(ec.ExportParameters(includePrivateParameters: false)), null))
            ?? FromPem<RSA>(pem, RSA.Create(), rsa => new(kid, null, rsa.ExportParameters(includePrivateParameters: false)))
            ?? throw new ArgumentException("The PEM holds neither an EC nor an RSA key.", nameof(pem));
    }

    /// <summary>Reads a key from a JSON Web Key (RFC 7517): <c>kty</c> EC or RSA, and <c>kid</c> if it has one.</summary>
    /// <exception cref="ArgumentException">The text is no such key.</exception>
    public static AssertionKey FromJwk(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            var key = document.RootElement;
            var kid = key.TryGetProperty("kid", out var name) ? name.GetString() : null;
            return key.GetProperty("kty").GetString() switch
            {
                "EC" when key.GetProperty("crv").GetString() == "P-256" =>
                    new(kid, new() { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes("x"), Y = Bytes("y") } }, null),
                "RSA" => new(kid, null, new() { Modulus = Bytes("n"), Exponent = Bytes("e") }),
                _ => throw new ArgumentException("The JWK is neither EC on P-256 nor RSA.", nameof(json)),
            };

            byte[] Bytes(string member) => Base64Url.DecodeFromChars(key.GetProperty(member).GetString());
        }
        catch (Exception exception)
            when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new ArgumentException($"The JWK cannot be read: {exception.Message}", nameof(json), exception);
        }
    }

    /// <summary>Whether the key may have signed a token, by the token's header alone.</summary>
    internal bool Fits(PresentedToken token) => token.Algorithm == Algorithm.ToString() && (token.Kid is null || Kid is null || token.Kid == Kid);

    internal bool Verify(PresentedToken token)
    {
        if (_ec is { } point)
        {
            using var ec = ECDsa.Create(point);
            return ec.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256);
        }
        using var rsa = RSA.Create(_rsa!.Value);
        return rsa.VerifyData(token.Signed, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static AssertionKey? FromPem<T>(string pem, T algorithm, Func<T, AssertionKey> read)
        where T : AsymmetricAlgorithm
    {
        using (algorithm)
        {
            try
            {
                algorithm.ImportFromPem(pem);
            }
            catch (Exception exception) when (exception is ArgumentException or CryptographicException)
            {
                return null;
            }
            return read(algorithm);
        }
    }

    private static ECParameters OnP256(ECParameters point) =>
        point.Curve.Oid.Value == P256 ? point : throw new ArgumentException($"An EC key lies on P-256, not on {point.Curve.Oid.FriendlyName}.");
}
