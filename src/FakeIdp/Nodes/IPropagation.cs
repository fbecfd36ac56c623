namespace SkewLab.FakeIdp.Nodes;

/// <summary>How long news from the IdP takes to reach an API node, in reference time.</summary>
/// <remarks>
/// Every answer must be a pure function of its arguments: it is asked again at every request. A node knows the news if and only if
/// reference time has reached the news' instant plus the delay (at exactly that instant it knows). A negative delay is taken as zero.
/// </remarks>
public interface IPropagation
{
    /// <summary>The delay after which <paramref name="node"/> accepts the token <c>at#tokenOrdinal</c>, counted from its issue.</summary>
    TimeSpan LearnsTokenAfter(ApiNode node, int tokenOrdinal);

    /// <summary>The delay after which <paramref name="node"/> refuses the token <c>at#tokenOrdinal</c>, counted from its revocation.</summary>
    TimeSpan LearnsRevocationAfter(ApiNode node, int tokenOrdinal);

    /// <summary>The delay after which <paramref name="node"/> sees that <c>key#keyOrdinal</c> entered or left the IdP's key set.</summary>
    TimeSpan LearnsKeyAfter(ApiNode node, int keyOrdinal);
}

/// <summary>The default propagation: every node knows everything at once.</summary>
public sealed class InstantPropagation : IPropagation
{
    /// <value>The one instance there need be.</value>
    public static InstantPropagation Instance { get; } = new();

    /// <inheritdoc/>
    public TimeSpan LearnsTokenAfter(ApiNode node, int tokenOrdinal) => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan LearnsKeyAfter(ApiNode node, int keyOrdinal) => TimeSpan.Zero;
}
