using SkewLab.FakeIdp;

namespace SkewLab.Simulation.Causes;

/// <summary>What was seen of the 401s of one cause.</summary>
/// <param name="cause">The cause.</param>
public sealed class CauseFacts(RefusalCause cause)
{
    private readonly SortedDictionary<string, long> _nodes = new(StringComparer.Ordinal);

    /// <value>The cause.</value>
    public RefusalCause Cause { get; } = cause;

    /// <value>401s on the wire.</value>
    public long Wire { get; internal set; }

    /// <value>Of those, how many reached a caller.</value>
    public long Surfaced { get; internal set; }

    /// <value>Of <see cref="Wire"/>, how many answered the first request of a token.</value>
    public long FirstRequests { get; internal set; }

    /// <value>Later requests with the same tokens that got a 200.</value>
    public long OkLater { get; internal set; }

    /// <value>Later requests with the same tokens that were refused for the same cause again.</value>
    public long RefusedAgain { get; internal set; }

    /// <value>What refused token requests were answered: OAuth error codes or statuses, and how often.</value>
    public IReadOnlyDictionary<string, long> RefusedTokenRequests { get; internal init; } = new Dictionary<string, long>();

    /// <value>401s by node.</value>
    public IReadOnlyDictionary<string, long> Nodes => _nodes;

    /// <value>By how much the bound was missed.</value>
    public Extent Margin => _margin;

    /// <value>Time from a token's issue to the arrival of the refused request.</value>
    public Extent Age => _age;

    /// <value>How long after its issue the node learns of the token, revocation or key.</value>
    public Extent LearnsAfter => _learnsAfter;

    /// <value>The node's clock against the IdP's: its skew.</value>
    public Extent NodeAgainstIdp => _nodeAgainstIdp;

    /// <value>The client's clock against the node's: its skew.</value>
    public Extent ClientAgainstNode => _clientAgainstNode;

    /// <value>How far the client's wall clock was moved between receiving the token and the refusal.</value>
    public Extent ClientMoved => _clientMoved;

    /// <value>Time from the token's <c>iat</c>, on the IdP's clock, to its receipt.</value>
    public Extent ReceivedAfterIssuedAt => _receivedAfterIssuedAt;

    /// <value>The first case.</value>
    public UnauthorizedCase? First { get; internal set; }

    private Extent _margin, _age, _learnsAfter, _nodeAgainstIdp, _clientAgainstNode, _clientMoved, _receivedAfterIssuedAt;

    internal void Add(UnauthorizedCase refused)
    {
        Wire++;
        First ??= refused;
        _nodes[refused.Node] = _nodes.GetValueOrDefault(refused.Node) + 1;
        if (refused.IsFirstRequest)
            FirstRequests++;
        var refusal = refused.Refusal;
        if (refusal.Margin is { } margin)
            _margin.Add(margin);
        _nodeAgainstIdp.Add(refused.NodeOffset - refused.IdpOffset);
        _clientAgainstNode.Add(refused.ClientOffset - refused.NodeOffset);
        if (refusal.LearnsAfter is { } learnsAfter)
            _learnsAfter.Add(learnsAfter);
        if (refused.Story is not { } story)
            return;
        _age.Add(refused.At - story.IssuedAt);
        if (story.ReceivedAt is { } receivedAt)
        {
            _clientMoved.Add(refused.ClientOffset - story.OffsetAtReceipt);
            _receivedAfterIssuedAt.Add(receivedAt - story.IssuedAt + refused.FlooredAway);
        }
    }
}
