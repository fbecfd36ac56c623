using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <summary>An API node's copy of the IdP's key set. A fetch takes no time and never fails; it sees what the node's propagation lets it see.</summary>
/// <remarks>
/// Thread-safe. A shared secret (HS256), which is published to nobody, counts as published here: nodes learn of it as of any other key.
/// </remarks>
internal sealed class CachedKeySet
{
    private readonly Lock _lock = new();
    private Copy? _copy;

    /// <summary>Looks a key up as the node's policy has it, fetching where it says so. A null key is one that no IdP ever had: it is asked for, too.</summary>
    public Found Find(ApiNode node, KeySetCache policy, RingKey? key)
    {
        lock (_lock)
        {
            var copy = _copy is { } held && node.Time.GetElapsedTime(held.FetchedAt) < policy.MaxAge ? held : Fetch(node);
            if (!Holds(copy, key) && node.Time.GetElapsedTime(copy.FetchedAt) >= policy.CoolDown)
                copy = Fetch(node);
            return new(Holds(copy, key), node.Time.GetElapsedTime(copy.FetchedAt), copy.FetchedAtReference);
        }
    }

    private static bool Holds(Copy copy, RingKey? key) => key is not null && copy.Ordinals.AsSpan().Contains(key.Ordinal);

    private Copy Fetch(ApiNode node)
    {
        var referenceNow = node.Idp.ReferenceNow;
        int[] ordinals = [.. node.Idp.Keys.All.Where(IsSeen).Select(key => key.Ordinal)];
        return _copy = new(node.Time.GetTimestamp(), referenceNow, ordinals);

        bool IsSeen(RingKey key)
        {
            var learnsAfter = node.LearnsKeyAfter(key);
            return key.IsPublishedFor(referenceNow, learnsAfter) && !key.IsRetiredFor(referenceNow, learnsAfter);
        }
    }

    /// <param name="IsHeld">Whether the copy holds the key.</param>
    /// <param name="Age">The copy's age on the node's elapsed clock.</param>
    /// <param name="FetchedAtReference">When it was fetched, in reference time.</param>
    public readonly record struct Found(bool IsHeld, TimeSpan Age, TimeSpan FetchedAtReference);

    private sealed record Copy(long FetchedAt, TimeSpan FetchedAtReference, int[] Ordinals);
}
