using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>Proof Key for Code Exchange (RFC 7636), by S256 alone.</summary>
internal static class Pkce
{
    public const string Method = "S256";

    // The base64url of 32 bytes, unpadded.
    private const int ChallengeLength = 43;

    /// <summary>Whether the text can be the S256 of a verifier (section 4.2).</summary>
    public static bool IsChallenge(string text) => text.Length == ChallengeLength && IsUnreserved(text, "-_");

    /// <summary>Whether the verifier is well formed (section 4.1) and the challenge is its S256. Without a challenge there must be no verifier, or a thief
    /// could strip the challenge from the request (RFC 9700 section 4.8).</summary>
    public static bool IsAnswered(string? challenge, string? verifier)
    {
        if (challenge is null || verifier is null)
            return challenge is null && verifier is null;
        return verifier.Length is >= 43 and <= 128
            && IsUnreserved(verifier, "-._~")
            && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) == challenge;
    }

    private static bool IsUnreserved(string text, string marks) => text.All(character => char.IsAsciiLetterOrDigit(character) || marks.Contains(character));
}
