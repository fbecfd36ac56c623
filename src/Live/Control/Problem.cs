namespace SkewLab.Testing.Control;

/// <summary>Why a control request was refused, as the control API writes it (RFC 9457). Immutable.</summary>
public sealed record Problem
{
    /// <value>Always <c>about:blank</c>.</value>
    public required string Type { get; init; }

    /// <value>What the status means here.</value>
    public required string Title { get; init; }

    /// <value>The status of the answer.</value>
    public required int Status { get; init; }

    /// <value>The rule that was broken, as a sentence.</value>
    public required string Detail { get; init; }

    /// <value>The field: <c>api-2.offset</c>; null where it is no field's fault.</value>
    public string? Field { get; init; }

    /// <value>What the field held; null where it was missing.</value>
    public string? Value { get; init; }
}
