using SkewLab.FakeIdp.Problems;

namespace SkewLab.FakeIdp.RateLimits;

/// <summary>One token bucket per client, exact to the tick: integers only. Every bucket is full at first.</summary>
/// <remarks>Thread-safe; several nodes may share one. Its memory is bounded by the clients that are not at rest: a full bucket is forgotten.</remarks>
public sealed class RateLimiter
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _origin;
    private readonly RateLimit _limit;

    // A bucket is the instant at which it is full again, in units of 1/Count tick: then a request costs Period and nothing is ever rounded.
    private readonly Dictionary<string, Int128> _fullAt = new(StringComparer.Ordinal);
    private readonly Queue<string> _clients = new();

    /// <summary>Makes a limiter whose buckets are full.</summary>
    /// <param name="time">Its clock. Only elapsed time counts.</param>
    /// <param name="limit">The numbers of each bucket.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value of <paramref name="limit"/> is outside its range.</exception>
    public RateLimiter(TimeProvider time, RateLimit limit)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(limit);
        _time = time;
        _origin = time.GetTimestamp();
        SettingProblems.ThrowIfAny(limit.Check());
        _limit = limit;
    }

    /// <value>How <c>Retry-After</c> says when to come again. The default is <see cref="RetryAfterForm.Seconds"/>.</value>
    public RetryAfterForm RetryAfterForm { get; init; }

    /// <value>How many clients have a bucket that was not found full yet. For each request up to two buckets are looked at.</value>
    public int RememberedClients
    {
        get
        {
            lock (_lock)
                return _fullAt.Count;
        }
    }

    /// <summary>Takes one request out of a client's bucket; an empty bucket stays as it is.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="retryAfter">How long, on the limiter's elapsed clock, until the bucket holds one request, rounded up to the tick; zero if one was
    /// taken.</param>
    /// <returns>Whether the bucket held one.</returns>
    public bool TryTake(string clientId, out TimeSpan retryAfter)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        lock (_lock)
        {
            var now = Now();
            Forget(now);
            var isKnown = _fullAt.TryGetValue(clientId, out var fullAt);
            Int128 cost = _limit.Period.Ticks;
            var next = (isKnown && fullAt > now ? fullAt : now) + cost;
            var tooEarly = next - now - cost * _limit.Burst;
            if (tooEarly > 0)
            {
                retryAfter = new TimeSpan((long)((tooEarly + _limit.Count - 1) / _limit.Count));
                return false;
            }
            if (!isKnown)
                _clients.Enqueue(clientId);
            _fullAt[clientId] = next;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }

    private Int128 Now() => (Int128)(_time.GetTimestamp() - _origin) * TimeSpan.TicksPerSecond / _time.TimestampFrequency * _limit.Count;

    // Two looks for at most one new client: the full ones go sooner than new ones come, and no request pays for all of them.
    private void Forget(Int128 now)
    {
        for (var looks = Math.Min(2, _clients.Count); looks > 0; looks--)
        {
            var client = _clients.Dequeue();
            if (_fullAt[client] <= now)
                _fullAt.Remove(client);
            else
                _clients.Enqueue(client);
        }
    }
}
