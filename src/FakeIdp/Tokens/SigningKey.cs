using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>A key pair or shared secret, made at first use and shared by the whole process: worlds are made by the thousand, RSA keys are not.</summary>
/// <remarks>This file is the only one that knows Microsoft.IdentityModel, so that raising its version is one change.</remarks>
internal sealed class SigningKey
{
    private static readonly ConcurrentDictionary<(SigningAlgorithm, int, bool IsCompanion), SigningKey> Keys = new();

    // The library's own default times come from the machine's clock.
    private static readonly JwtSecurityTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly Lazy<(SigningCredentials Credentials, SignatureProvider Verifier)> _crypto;

    private SigningKey(SigningAlgorithm algorithm, int ordinal, bool isCompanion)
    {
        Algorithm = algorithm;
        AlgorithmName = algorithm.ToString();
        Ordinal = ordinal;
        Kid = isCompanion ? $"{KidOf(ordinal)}-{AlgorithmName}" : KidOf(ordinal);
        _crypto = new(() =>
        {
            var credentials = new SigningCredentials(MakeKey(), AlgorithmName);
            return (credentials, CryptoProviderFactory.Default.CreateForVerifying(credentials.Key, credentials.Algorithm));
        });
    }

    public SigningAlgorithm Algorithm { get; }

    public string AlgorithmName { get; }

    public int Ordinal { get; }

    public string Kid { get; }

    public static string KidOf(int ordinal) => $"key-{ordinal}";

    public static SigningKey Get(SigningAlgorithm algorithm, int ordinal) => Get(algorithm, ordinal, isCompanion: false);

    /// <summary>The key that signs <c>id_token</c>s where a client wants another algorithm than access tokens have.</summary>
    public static SigningKey GetCompanion(SigningAlgorithm algorithm, int ordinal) => Get(algorithm, ordinal, isCompanion: true);

    /// <summary>The public half: RSA or EC parameters, or null for a shared secret.</summary>
    public (RSAParameters? Rsa, ECParameters? Ec) PublicParameters() => _crypto.Value.Credentials.Key switch
    {
        RsaSecurityKey key => (key.Rsa.ExportParameters(includePrivateParameters: false), null),
        ECDsaSecurityKey key => (null, key.ECDsa.ExportParameters(includePrivateParameters: false)),
        _ => (null, null),
    };

    /// <summary>Makes a compact JWT. Signs once.</summary>
    public string Encode(string type, IEnumerable<KeyValuePair<string, object>> claims)
    {
        var header = new JwtHeader(_crypto.Value.Credentials) { ["typ"] = type };
        var payload = new JwtPayload();
        foreach (var (name, value) in claims)
            payload.Add(name, value);
        return Handler.WriteToken(new JwtSecurityToken(header, payload));
    }

    public bool Verify(byte[] signed, byte[] signature)
    {
        // The library throws at what is empty; an unsigned token is no bug of ours.
        if (signature.Length == 0)
            return false;
        try
        {
            return _crypto.Value.Verifier.Verify(signed, signature);
        }
        catch (CryptographicException)
        {
            // A signature of an impossible length is not a bug of ours: it is a bad signature.
            return false;
        }
    }

    /// <summary>Reads a compact JWT without judging it; null with a reason if the text is none.</summary>
    public static PresentedToken? Read(string text, out string? problem)
    {
        problem = JwtText.ProblemOf(text);
        if (problem is not null)
            return null;
        try
        {
            var jwt = Handler.ReadJwtToken(text);
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(jwt.RawPayload));
            if (Ticks(claims.RootElement, "exp") is not { } expiresAt)
            {
                problem = "the JWT has no readable exp";
                return null;
            }
            return new PresentedToken
            {
                Algorithm = jwt.Header.Alg,
                Kid = jwt.Header.Kid,
                Signed = Encoding.ASCII.GetBytes(text, 0, text.LastIndexOf('.')),
                Signature = Base64Url.DecodeFromChars(jwt.RawSignature),
                Issuer = jwt.Payload.Iss,
                Subject = jwt.Payload.TryGetValue("sub", out var subject) ? subject as string : null,
                Audiences = [.. jwt.Payload.Aud],
                Scope = jwt.Payload.TryGetValue("scope", out var scope) ? scope as string ?? "" : "",
                ClientId = jwt.Payload.TryGetValue("client_id", out var client) ? client as string : null,
                ExpiresAt = expiresAt,
                NotBefore = Ticks(claims.RootElement, "nbf"),
                IssuedAt = Ticks(claims.RootElement, "iat"),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or SecurityTokenException)
        {
            problem = "the JWT cannot be decoded";
            return null;
        }
    }

    private static SigningKey Get(SigningAlgorithm algorithm, int ordinal, bool isCompanion) =>
        Keys.GetOrAdd((algorithm, ordinal, isCompanion), static id => new(id.Item1, id.Item2, id.IsCompanion));

    // NumericDate is a number and may have a fraction (RFC 7519 section 2); the library's own reader rounds fractions away and takes a number in quotes.
    private static long? Ticks(JsonElement claims, string name)
    {
        if (!claims.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Number
            || !value.TryGetDecimal(out var seconds)
            || seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds()
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            throw new FormatException($"{name} is no NumericDate.");
        }
        return DateTimeOffset.UnixEpoch.Ticks + (long)(seconds * TimeSpan.TicksPerSecond);
    }

    private SecurityKey MakeKey()
    {
        // A companion's name is in its kid; the derivation of the others is older than companions.
        var material = SHA256.HashData(Encoding.UTF8.GetBytes(Kid == KidOf(Ordinal) ? $"SkewLab test key {Algorithm} {Ordinal}" : $"SkewLab test key {Kid}"));
        return Algorithm switch
        {
            // P-256 takes the private number alone and computes the point, so the key is the same in every process.
            SigningAlgorithm.ES256 => new ECDsaSecurityKey(
                ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = material }))
            { KeyId = Kid },
            SigningAlgorithm.RS256 => new RsaSecurityKey(RSA.Create(2048)) { KeyId = Kid },
            SigningAlgorithm.HS256 => new SymmetricSecurityKey(material) { KeyId = Kid },
            _ => throw new ArgumentOutOfRangeException(nameof(Algorithm), Algorithm, "This algorithm is not implemented."),
        };
    }
}
