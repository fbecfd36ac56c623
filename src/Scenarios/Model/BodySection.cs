using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>The body of a POST request: the query, and where its bytes come from.</summary>
public sealed record BodySection
{
    [Description("Where the bytes come from: memory, a content that makes them anew each time it is sent, or a stream that can be read once.")]
    public BodyKindName Kind { get; init; } = BodyKindName.Bytes;

    [Description("How large the body is: the query, padded with spaces.")]
    [Bounds("256B", "1MB")]
    [Example("64kB")]
    [Default("the query's own")]
    public ByteSize? Size { get; init; }
}

/// <summary>Where a body's bytes come from.</summary>
public enum BodyKindName
{
    /// <summary>From memory (<see cref="ByteArrayContent"/>): it can be sent again.</summary>
    Bytes,

    /// <summary>From a content that makes them anew at each send and keeps none: it can be sent again.</summary>
    Recreatable,

    /// <summary>From a stream that cannot seek (<see cref="StreamContent"/>): a second send throws.</summary>
    Stream,
}
