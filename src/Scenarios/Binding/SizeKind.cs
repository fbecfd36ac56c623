using System.Text.Json.Nodes;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Binding;

/// <summary>A number of bytes, with its unit.</summary>
internal sealed class SizeKind : ScalarKind
{
    internal static readonly SizeKind Instance = new();

    internal override string Name => "size";

    internal override string Example => "64kB";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isRead = ByteSize.TryParse(text, out var size, out problem);
        value = size;
        return isRead;
    }

    internal override string Format(object value) => value.ToString()!;

    internal override bool IsWithin(object value, string min, string max)
    {
        var bytes = ((ByteSize)value).Bytes;
        return bytes >= ByteSize.Parse(min).Bytes && bytes <= ByteSize.Parse(max).Bytes;
    }

    internal override JsonObject Schema(BoundsAttribute? bounds) => TextSchema(@"^[0-9]+(\.[0-9]+)?(B|kB|MB)$");
}
