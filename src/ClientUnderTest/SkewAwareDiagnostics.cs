namespace SkewLab.Client;

/// <summary>What a person needs to know of a refused request: how old its token was, what was done, and how the clocks stood. It holds no secret.
/// Immutable.</summary>
/// <remarks>
/// A request that met a 401 carries the last one in its options, also when a resend was accepted afterwards; a request that met none carries nothing. Ages are
/// elapsed time, so they
/// hold whatever the clocks say; the clocks are for the reader, and nothing was decided on them.
/// </remarks>
public sealed record SkewAwareDiagnostics
{
    internal SkewAwareDiagnostics()
    {
    }

    /// <value>The key among <see cref="HttpRequestMessage.Options"/>, of the caller's request and of the one that was sent last.</value>
    public static HttpRequestOptionsKey<SkewAwareDiagnostics> Key { get; } = new("SkewLab.Client.SkewAwareDiagnostics");

    /// <value>The first eight hexadecimal digits of the SHA-256 of the token that was sent.</value>
    public required string TokenId { get; init; }

    /// <value>The token's number: the first that the handler got is 1.</value>
    public required long Generation { get; init; }

    /// <value>How old the token was when the refused request left, counted from when the token was asked for: its true age or up to one round trip
    /// more.</value>
    public required TimeSpan Age { get; init; }

    /// <value>How long the token was still thought good for then; negative past its limit, null when the token endpoint said nothing of its life.</value>
    public required TimeSpan? Remaining { get; init; }

    /// <value>How often the call had been sent, this time included.</value>
    public required int Sends { get; init; }

    /// <value>What was made of the refusal, in words, such as <c>young, waited for</c>.</value>
    public required string Decision { get; init; }

    /// <value>Why the 401 went to the caller; null when the call was sent again.</value>
    public required SurfacedReason? Surfaced { get; init; }

    /// <value>
    /// The clock of the node that refused, against this machine's wall clock, from this one answer; null when it bore no <c>Date</c>. A suspend of this
    /// machine during the call is
    /// not allowed for.
    /// </value>
    public required ServerClockEstimate? NodeClock { get; init; }

    /// <value>The token endpoint's clock against this machine's wall clock; null when it is not known. Against <see cref="NodeClock"/> it tells whether the
    /// servers agree.</value>
    public required ServerClockEstimate? TokenEndpointClock { get; init; }

    /// <summary>The last refusal that the call behind <paramref name="response"/> met; null when it met none.</summary>
    public static SkewAwareDiagnostics? Of(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.RequestMessage?.Options.TryGetValue(Key, out var diagnostics) == true ? diagnostics : null;
    }

    /// <summary>One sentence with everything.</summary>
    public override string ToString()
    {
        var left = Remaining is { } remaining ? $" and {remaining.TotalSeconds:0.###} s before its limit" : "";
        var clocks = $"refusing node: {NodeClock?.ToString() ?? "clock unknown"}; token endpoint: {TokenEndpointClock?.ToString() ?? "clock unknown"}";
        return $"Token {TokenId} (generation {Generation}) was refused {Age.TotalSeconds:0.###} s after it was asked for{left}, "
            + $"at send {Sends}: {Decision}, {Outcome()} ({clocks}).";
    }

    private string Outcome() => Surfaced switch
    {
        null => "sent again",
        SurfacedReason.NotTheToken => "surfaced: the answer does not refuse the token itself",
        SurfacedReason.Redirected => "surfaced: the request was redirected and lost its token",
        SurfacedReason.NotReplayable => "surfaced: the body can be sent only once",
        SurfacedReason.BudgetSpent => "surfaced: the call's sends or its time are used up",
        SurfacedReason.RefreshLimited => "surfaced: too many renewals were forced lately, or the token endpoint repeats the refused token",
        SurfacedReason.RefreshFailed => "surfaced: no newer token could be had in time",
        _ => "surfaced: the token that was renewed for this call was refused too",
    };
}
