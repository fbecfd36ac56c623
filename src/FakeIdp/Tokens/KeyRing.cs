using SkewLab.FakeIdp.Knobs;


namespace SkewLab.FakeIdp.Tokens;

/// <summary>The IdP's signing keys. Which one signs and which are published are pure functions of reference time: nothing has to happen at a switch.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class KeyRing(SigningAlgorithm first)
{
    // Replaced whole, so that readers need no lock.
    private RingKey[] _keys = [new(1, first, TimeSpan.MinValue, TimeSpan.MinValue, TimeSpan.MaxValue)];

    /// <summary>Publishes a new key now, lets it sign after <paramref name="publishLead"/>, and takes the old one out <paramref name="retire"/> after
    /// that.</summary>
    public void Rotate(SigningAlgorithm algorithm, TimeSpan referenceNow, TimeSpan publishLead, TimeSpan retire)
    {
        while (true)
        {
            var keys = Volatile.Read(ref _keys);
            var last = keys[^1];
            // Keys sign in the order of their ordinals, also where a rotation is asked for before the last one has switched.
            var signsFrom = DurationLimits.After(referenceNow, publishLead);
            var switchAt = last.SignsFrom > signsFrom ? last.SignsFrom : signsFrom;
            RingKey[] next =
                [.. keys[..^1], last with { RetiredAt = DurationLimits.After(switchAt, retire) }, new(last.Ordinal + 1, algorithm, referenceNow, switchAt, TimeSpan.MaxValue)];
            if (Interlocked.CompareExchange(ref _keys, next, keys) == keys)
                return;
        }
    }

    public RingKey SigningAt(TimeSpan referenceNow)
    {
        var keys = Volatile.Read(ref _keys);
        for (var i = keys.Length - 1; i > 0; i--)
        {
            if (keys[i].SignsFrom <= referenceNow)
                return keys[i];
        }
        return keys[0];
    }

    /// <summary>Every key there ever was, oldest first.</summary>
    public IReadOnlyList<RingKey> All => Volatile.Read(ref _keys);

    public IEnumerable<RingKey> PublishedAt(TimeSpan referenceNow) =>
        Volatile.Read(ref _keys).Where(key => key.PublishedAt <= referenceNow && referenceNow < key.RetiredAt);

    /// <summary>The key called <paramref name="kid"/>, companions included: a node that meets an <c>id_token</c> must not take it for a stranger's.</summary>
    public RingKey? Find(string? kid)
    {
        var keys = Volatile.Read(ref _keys);
        for (var i = keys.Length - 1; i >= 0; i--)
        {
            if (keys[i].Kid == kid)
                return keys[i];
        }
        return kid is null ? null : FindCompanion(keys, kid);
    }

    private static RingKey? FindCompanion(RingKey[] keys, string kid)
    {
        foreach (var key in keys)
        {
            if (!kid.StartsWith(key.Kid, StringComparison.Ordinal))
                continue;
            foreach (var algorithm in (ReadOnlySpan<SigningAlgorithm>)[SigningAlgorithm.ES256, SigningAlgorithm.RS256])
            {
                if (key.For(algorithm) is var companion && companion.Kid == kid)
                    return companion;
            }
        }
        return null;
    }
}

/// <summary>A key's life in reference time.</summary>
/// <param name="Ordinal">1 for the IdP's first key.</param>
/// <param name="Algorithm">What the key signs with; a key never changes it.</param>
/// <param name="PublishedAt">When it enters the key set; MinValue for the first key.</param>
/// <param name="SignsFrom">When it begins to sign.</param>
/// <param name="RetiredAt">When it leaves the key set; MaxValue while nobody knows.</param>
internal sealed record RingKey(int Ordinal, SigningAlgorithm Algorithm, TimeSpan PublishedAt, TimeSpan SignsFrom, TimeSpan RetiredAt)
{
    public SigningKey Key { get; private init; } = SigningKey.Get(Algorithm, Ordinal);

    public string Kid => Key.Kid;

    /// <summary>The key itself where it signs by <paramref name="algorithm"/>; otherwise its companion of that algorithm, which shares its life.</summary>
    public RingKey For(SigningAlgorithm algorithm) =>
        algorithm == Algorithm ? this : this with { Algorithm = algorithm, Key = SigningKey.GetCompanion(algorithm, Ordinal) };

    /// <summary>Whether a node knows that the key was published. The first key was there before any node.</summary>
    public bool IsPublishedFor(TimeSpan referenceNow, TimeSpan learnsAfter) => Ordinal == 1 || referenceNow - PublishedAt >= learnsAfter;

    /// <summary>Whether a node knows that the key has left the key set.</summary>
    public bool IsRetiredFor(TimeSpan referenceNow, TimeSpan learnsAfter) => RetiredAt != TimeSpan.MaxValue && referenceNow - RetiredAt >= learnsAfter;
}
