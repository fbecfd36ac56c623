using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.Explanations.Causes;

/// <summary>What was seen of the 401s of one cause.</summary>
/// <param name="cause">The cause.</param>
public sealed class CauseFacts(RefusalCause cause)
{
    private readonly SortedDictionary<string, long> _nodes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ExpiryReason, LatenessFacts> _lateness = [];
    private Extent _margin, _age, _learnsAfter, _asksAgainAfter, _nodeAgainstIdp, _clientAgainstNode;

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

    /// <value>401s by node.</value>
    public IReadOnlyDictionary<string, long> Nodes => _nodes;

    /// <value>By how much the bound was missed.</value>
    public Extent Margin => _margin;

    /// <value>Time from a token's issue to the arrival of the refused request.</value>
    public Extent Age => _age;

    /// <value>How long after its issue the node learns of the token, revocation or key.</value>
    public Extent LearnsAfter => _learnsAfter;

    /// <value>For <see cref="RefusalCause.UnknownKid"/>: how long after it fetched its copy of the key set the node asks for an unknown key; empty where it keeps none.</value>
    public Extent AsksAgainAfter => _asksAgainAfter;

    /// <value>The node's clock against the IdP's: its skew.</value>
    public Extent NodeAgainstIdp => _nodeAgainstIdp;

    /// <value>The client's clock against the node's: its skew.</value>
    public Extent ClientAgainstNode => _clientAgainstNode;

    /// <value>For <see cref="RefusalCause.Expired"/>: why the requests were late.</value>
    public IReadOnlyDictionary<ExpiryReason, LatenessFacts> Lateness => _lateness;

    /// <value>For <see cref="RefusalCause.Revoked"/>: how many of the tokens' revocations were a refresh's doing.</value>
    public long RevokedByRefresh { get; private set; }

    /// <value>For <see cref="RefusalCause.Revoked"/>: how many of the tokens' revocations a refresh token brought about that was used twice.</value>
    public long RevokedByReuse { get; private set; }

    /// <value>The first case.</value>
    public UnauthorizedCase? First { get; internal set; }

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
        if (refusal.AsksAgainAfter is { } asksAgainAfter)
            _asksAgainAfter.Add(asksAgainAfter);
        if (refused.Story is { } story)
            _age.Add(refused.At - story.IssuedAt);
        if (Cause == RefusalCause.Revoked)
            AddRevocation(refused.Story?.Token.Revocation?.Reason);
        if (Cause == RefusalCause.Expired)
            Add(Causes.Lateness.Of(refused));
    }

    private void AddRevocation(RevocationReason? reason)
    {
        if (reason == RevocationReason.Replaced)
            RevokedByRefresh++;
        if (reason == RevocationReason.RefreshTokenReused)
            RevokedByReuse++;
    }

    private void Add(Lateness lateness)
    {
        if (!_lateness.TryGetValue(lateness.Reason, out var late))
            _lateness.Add(lateness.Reason, late = new());
        late.Add(lateness);
    }
}
