using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Refusals;

namespace SkewLab.Explanations.Causes;

/// <summary>One 401 an API node sent, with every clock as it stood.</summary>
public sealed class UnauthorizedCase
{
    /// <summary>What <see cref="Token"/> is where the request carried no token of this IdP.</summary>
    public const string NoToken = "no token";

    /// <value>When, in reference time.</value>
    public required TimeSpan At { get; init; }

    /// <value>When the request had left the client.</value>
    public required TimeSpan SentAt { get; init; }

    /// <value>The node that refused.</value>
    public required string Node { get; init; }

    /// <value>The client, from 0.</value>
    public required int Client { get; init; }

    /// <value>The call's number; null for requests no caller asked for.</value>
    public required long? Call { get; init; }

    /// <value>The token's symbolic name, or <see cref="NoToken"/>.</value>
    public required string Token { get; init; }

    /// <value>Whether it was the first request with this token.</value>
    public required bool IsFirstRequest { get; init; }

    /// <value>Cause and arithmetic.</value>
    public required Refusal Refusal { get; init; }

    /// <value>The token's story; null where there is none (a foreign token).</value>
    public required TokenStory? Story { get; init; }

    /// <value>The client's clock offset.</value>
    public required TimeSpan ClientOffset { get; init; }

    /// <value>The node's clock offset.</value>
    public required TimeSpan NodeOffset { get; init; }

    /// <value>The client's wall reading.</value>
    public required DateTimeOffset ClientNow { get; init; }

    /// <value>Whether the caller saw it; false until the call ended.</value>
    public bool IsSurfaced { get; internal set; }

    /// <value>When the same node first answered 200 to the same token afterwards; null if it never did.</value>
    public TimeSpan? AcceptedAt { get; internal set; }

    /// <value>The IdP's clock offset.</value>
    public TimeSpan IdpOffset => NodeOffset + (Refusal.IdpNow - Refusal.ApiNow);

    /// <summary>The arithmetic as a sentence.</summary>
    public string Sentence() => Refusal.Sentence(ClientNow);
}
