using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Explanations.History;

/// <summary>One thing that happened in a world, with the acting machine's own wall reading.</summary>
/// <remarks>Events are handed to folds by reference and never kept: a fold copies what it needs.</remarks>
public readonly record struct WorldEvent
{
    /// <value>What happened.</value>
    public required EventKind Kind { get; init; }

    /// <value>When, in reference time since the world's beginning.</value>
    public required TimeSpan At { get; init; }

    /// <value>What the acting machine's wall clock read, as time since the world's epoch.</value>
    public TimeSpan Wall { get; init; }

    /// <value>For <see cref="EventKind.Served"/>: what the client's wall clock read at that instant, as time since the epoch.</value>
    public TimeSpan ClientWall { get; init; }

    /// <value>The client's index, from 0; -1 where no client is concerned.</value>
    public int Client { get; init; }

    /// <value>Which client acts: several live on one machine where processes start there. Work that no call began is the machine's own.</value>
    public (int Machine, int Process) Actor => (Client, Call?.Process ?? 0);

    /// <value>The call this belongs to; null for work a client does of its own accord and for the timeline.</value>
    public Call? Call { get; init; }

    /// <value>The number of this request within its call, from 1; 0 for token requests.</value>
    public int Attempt { get; init; }

    /// <value>The node the request goes to, as the scenario names it.</value>
    public string? Node { get; init; }

    /// <value>The request as <c>GET /path</c>, or the timeline's change as the trace writes it.</value>
    public string? Text { get; init; }

    /// <value>Whether the exchange is a token request.</value>
    public bool IsTokenRequest { get; init; }

    /// <value>The access token the request carries; null where it carries none, or none of this IdP.</value>
    public IssuedToken? Token { get; init; }

    /// <value>What the node decided (for <see cref="EventKind.Served"/> and <see cref="EventKind.ResponseReceived"/>).</value>
    public NodeDecision? Decision { get; init; }

    /// <value>The HTTP status; 0 where there is none (a call that ended in an exception).</value>
    public int Status { get; init; }

    /// <value>When the request of this exchange left the client, in reference time.</value>
    public TimeSpan SentAt { get; init; }

    /// <value>The name of the exception a call ended with; null if it ended with a response.</value>
    public string? Error { get; init; }
}
