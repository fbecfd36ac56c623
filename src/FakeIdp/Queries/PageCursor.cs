using System.Buffers.Binary;
using System.Buffers.Text;
using SkewLab.FakeIdp.Randomness;

namespace SkewLab.FakeIdp.Queries;

/// <summary>The opaque <c>pageToken</c>: where the next page begins and its number, sealed by the seed. Every node of an API takes every other's, and a made-up
/// one is found out.</summary>
internal static class PageCursor
{
    private const int Numbers = 12;
    private const int Seal = 8;

    public static string Write(long first, int page, ulong seed)
    {
        Span<byte> cursor = stackalloc byte[Numbers + Seal];
        BinaryPrimitives.WriteInt64LittleEndian(cursor, first);
        BinaryPrimitives.WriteInt32LittleEndian(cursor[8..], page);
        SeededText.Seal(seed, "page", cursor[..Numbers], cursor[Numbers..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>Null if the text is no cursor of this seed.</summary>
    public static (long First, int Page)? Read(string text, ulong seed)
    {
        Span<byte> cursor = stackalloc byte[Numbers + Seal];
        // What is no base64url makes the decoder throw, so it is asked before.
        if (!Base64Url.IsValid(text, out var length) || length != cursor.Length)
            return null;
        Base64Url.DecodeFromChars(text, cursor);
        Span<byte> seal = stackalloc byte[Seal];
        SeededText.Seal(seed, "page", cursor[..Numbers], seal);
        if (!seal.SequenceEqual(cursor[Numbers..]))
            return null;
        return (BinaryPrimitives.ReadInt64LittleEndian(cursor), BinaryPrimitives.ReadInt32LittleEndian(cursor[8..]));
    }
}
