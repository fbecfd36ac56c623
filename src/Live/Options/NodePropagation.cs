using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Testing.Options;

/// <summary>How long after the IdP one API node learns of news, in the underlying provider's elapsed time. Changes count at once, for old tokens,
/// too.</summary>
/// <remarks>Thread-safe. A negative delay is none.</remarks>
public sealed class NodePropagation : IPropagation
{
    private long _token;
    private long _revocation;
    private long _key;

    /// <value>The delay after which the node accepts a token, counted from its issue. Zero by default.</value>
    public TimeSpan LearnsTokenAfter
    {
        get => new(Interlocked.Read(ref _token));
        set => Interlocked.Exchange(ref _token, value.Ticks);
    }

    /// <value>The delay after which the node refuses a token, counted from its revocation. Zero by default.</value>
    public TimeSpan LearnsRevocationAfter
    {
        get => new(Interlocked.Read(ref _revocation));
        set => Interlocked.Exchange(ref _revocation, value.Ticks);
    }

    /// <value>The delay after which the node sees that a key entered or left the IdP's key set. Zero by default.</value>
    public TimeSpan LearnsKeyAfter
    {
        get => new(Interlocked.Read(ref _key));
        set => Interlocked.Exchange(ref _key, value.Ticks);
    }

    TimeSpan IPropagation.LearnsTokenAfter(ApiNode node, int tokenOrdinal) => LearnsTokenAfter;

    TimeSpan IPropagation.LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => LearnsRevocationAfter;

    TimeSpan IPropagation.LearnsKeyAfter(ApiNode node, int keyOrdinal) => LearnsKeyAfter;

    internal NodePropagation Copy() => new()
    {
        LearnsTokenAfter = LearnsTokenAfter,
        LearnsRevocationAfter = LearnsRevocationAfter,
        LearnsKeyAfter = LearnsKeyAfter,
    };
}
