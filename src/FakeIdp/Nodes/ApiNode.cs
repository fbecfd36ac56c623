using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.Randomness;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <summary>A node of the API: judges bearer tokens on its own clock, by what it has learnt from its IdP.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class ApiNode : LabNode
{
    // Enough for a fleet of clients; two generations of this many are kept.
    private const int RememberedPerGeneration = 4096;

    private ApiSettings _settings;
    private RateLimiter? _rateLimiter;
    private long _answers;

    /// <summary>Makes an API node.</summary>
    /// <param name="name">Its name in reports: <c>api-2</c>.</param>
    /// <param name="time">Its own clock.</param>
    /// <param name="idp">The IdP whose tokens it accepts.</param>
    /// <param name="settings">How it judges; null is all defaults.</param>
    /// <param name="propagation">When it learns what; null is at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range (<see cref="ApiSettings.Check"/>).</exception>
    public ApiNode(string name, TimeProvider time, IdpNode idp, ApiSettings? settings = null, IPropagation? propagation = null)
        : base(name, time)
    {
        ArgumentNullException.ThrowIfNull(idp);
        Idp = idp;
        _settings = Checked(settings ?? new ApiSettings());
        Propagation = propagation ?? InstantPropagation.Instance;
    }

    /// <inheritdoc/>
    public override NodeRole Role => NodeRole.Api;

    /// <value>The IdP whose tokens the node accepts.</value>
    public IdpNode Idp { get; }

    /// <value>When the node learns what.</value>
    public IPropagation Propagation { get; }

    /// <value>How the node judges from now on.</value>
    /// <exception cref="ArgumentOutOfRangeException">A setting is outside its range (<see cref="ApiSettings.Check"/>).</exception>
    public ApiSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set => Volatile.Write(ref _settings, Checked(value));
    }

    /// <value>What limits each client's requests; null (the default) is no limit. Several nodes may share one. A request counts for the client of its token,
    /// also where the token is then refused for propagation, revocation or lifetime; a token that shows nothing of its client for certain does not
    /// count.</value>
    public RateLimiter? RateLimiter
    {
        get => Volatile.Read(ref _rateLimiter);
        set => Volatile.Write(ref _rateLimiter, value);
    }

    /// <summary>The node's copy of the key set, where its settings ask for one.</summary>
    internal CachedKeySet KeySet { get; } = new();

    internal RememberedTokens Remembered { get; } = new(RememberedPerGeneration);

    private static ApiSettings Checked(ApiSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        SettingProblems.ThrowIfAny(settings.Check());
        return settings;
    }

    /// <summary>A delay of the propagation: a negative one is none.</summary>
    internal static TimeSpan Delay(TimeSpan delay) => delay > TimeSpan.Zero ? delay : TimeSpan.Zero;

    internal TimeSpan LearnsKeyAfter(RingKey key) => Delay(Propagation.LearnsKeyAfter(this, key.Ordinal));

    /// <summary>The next error's <c>contextId</c>: unique on the node and the same in every run.</summary>
    internal string NextContextId() => SeededText.Uuid(Idp.Settings.Seed, Name, Interlocked.Increment(ref _answers));
}
