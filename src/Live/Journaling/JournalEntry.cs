using SkewLab.FakeIdp.Catalog;


namespace SkewLab.Testing.Journaling;

/// <summary>One request and what became of it. Immutable; holds no secret.</summary>
public sealed record JournalEntry
{
    /// <value>1 for the lab's first request, then 2, 3, …; a cleared journal goes on counting.</value>
    public required long Sequence { get; init; }

    /// <value>When the request arrived, on the underlying provider's wall: reference time.</value>
    public required DateTimeOffset At { get; init; }

    /// <value>The node that answered: <c>api-2</c>.</value>
    public required string Node { get; init; }

    /// <value>What the node does in the lab.</value>
    public required NodeRole Role { get; init; }

    /// <value>The node's own clock when the request arrived.</value>
    public required DateTimeOffset NodeNow { get; init; }

    /// <value>The IdP's clock at about the same instant.</value>
    public required DateTimeOffset IdpNow { get; init; }

    /// <value>The request's method, as sent.</value>
    public required string Method { get; init; }

    /// <value>The request's path at the node, printable and at most 200 characters of it. Query strings are left out: they may carry secrets.</value>
    public required string Path { get; init; }

    /// <value>The status of the answer; 0 where the request was lost before the node did anything, or the client left before an answer.</value>
    public required int Status { get; init; }

    /// <value>The client that authenticated or that the token names; null where none is known.</value>
    public string? ClientId { get; init; }

    /// <value>The grant asked for at the token endpoint; null elsewhere.</value>
    public string? GrantType { get; init; }

    /// <value>The symbolic name of the access token presented (<c>at#3</c>); null if there was none or the IdP does not know it.</value>
    public string? Token { get; init; }

    /// <value>The symbolic name of the access token issued by this answer; null if there is none.</value>
    public string? Issued { get; init; }

    /// <value>The OAuth error code of the answer; null if there is none.</value>
    public string? Error { get; init; }

    /// <value>Why the API refused, by its name: <c>not_yet_valid</c>. Null where it did not.</value>
    public string? Cause { get; init; }

    /// <value>The arithmetic of the refusal as a sentence that a person can act on; null where nothing was refused.</value>
    public string? Sentence { get; init; }

    /// <value>Whether the request met a fault that somebody asked for.</value>
    public bool IsInjected { get; init; }

    /// <value>Whether the exchange was lost on purpose: the client saw no answer.</value>
    public bool IsDropped { get; init; }

    /// <value>Whether a rate limit of the node's own answered.</value>
    public bool IsRateLimited { get; init; }

    /// <summary>One line: who asked what, what came of it and why.</summary>
    public override string ToString() =>
        $"{Node} {Method} {Path} {(IsDropped ? "dropped" : $"{Status}")}"
        + (Issued is null ? "" : $" issued {Issued}")
        + (Token is null ? "" : $" with {Token}")
        + (Sentence is null ? Error is null ? "" : $" {Error}" : $" {Cause}: {Sentence}");
}
