using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SkewLab.FakeIdp.Randomness;

/// <summary>Text that looks random and is a pure function of (seed, purpose, ordinal): the same run gives the same tokens.</summary>
internal static class SeededText
{
    /// <summary>43 characters of base64url.</summary>
    public static string Token(ulong seed, string purpose, int ordinal) => Base64Url.EncodeToString(Hash(seed, purpose, ordinal));

    /// <summary>A UUID's shape.</summary>
    public static string Uuid(ulong seed, string purpose, long ordinal) => new Guid(Hash(seed, purpose, ordinal).AsSpan(0, 16)).ToString();

    /// <summary>Fills <paramref name="seal"/> with bytes that only who knows the seed can tell for <paramref name="text"/>.</summary>
    public static void Seal(ulong seed, string purpose, ReadOnlySpan<byte> text, Span<byte> seal) =>
        HMACSHA256.HashData(Hash(seed, purpose, 0), text).AsSpan(0, seal.Length).CopyTo(seal);

    private static byte[] Hash(ulong seed, string purpose, long ordinal)
    {
        Span<byte> input = stackalloc byte[16 + Encoding.UTF8.GetMaxByteCount(purpose.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        BinaryPrimitives.WriteInt64LittleEndian(input[8..], ordinal);
        var length = 16 + Encoding.UTF8.GetBytes(purpose, input[16..]);
        return SHA256.HashData(input[..length]);
    }
}
