namespace SkewLab.Testing.Journaling;

/// <summary>The last requests a lab answered: a ring of bounded size. When it is full, the oldest entry makes room.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;

    // An entry stands at its sequence number modulo the size: a reader under load takes what is new without looking at the rest.
    private readonly JournalEntry[] _ring;
    private long _forgotten;
    private long _last;
    private TaskCompletionSource? _arrival;

    internal Journal(TimeProvider time, int capacity)
    {
        _time = time;
        _ring = new JournalEntry[capacity];
    }

    /// <value>The entries it holds, oldest first: a copy.</value>
    public IReadOnlyList<JournalEntry> Entries => Read().Entries;

    /// <value>The refusals it holds, oldest first: the entries with a cause.</value>
    public IReadOnlyList<JournalEntry> Refusals => [.. Entries.Where(entry => entry.Cause is not null)];

    /// <summary>Reads a part.</summary>
    /// <param name="since">The sequence number after which to begin; 0 begins with the oldest.</param>
    /// <param name="limit">How many entries at most: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="since"/> is negative or <paramref name="limit"/> less than 1.</exception>
    public JournalPage Read(long since = 0, int limit = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(since);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        lock (_lock)
        {
            var first = Math.Max(Math.Min(since, _last), _forgotten) + 1;
            var count = (int)Math.Clamp(_last - first + 1, 0, limit);
            JournalEntry[] entries = [.. Enumerable.Range(0, count).Select(index => _ring[(first + index) % _ring.Length])];
            // Who begins has missed nothing, and who asks for what was never written, as after a restart, begins anew.
            return new(entries, count > 0 ? first + count - 1 : _last, since == 0 ? 0 : Math.Max(0, first - since - 1));
        }
    }

    /// <summary>Reads a part, and waits for its first entry where there is none yet.</summary>
    /// <param name="since">The sequence number after which to begin; 0 begins with the oldest.</param>
    /// <param name="limit">How many entries at most: at least 1.</param>
    /// <param name="wait">How long to wait, in the underlying provider's elapsed time: zero or more. After it the part is empty.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<JournalPage> ReadAsync(long since, int limit, TimeSpan wait, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero);
        Task arrival;
        lock (_lock)
        {
            var page = Read(since, limit);
            if (page.Entries.Count > 0 || wait == TimeSpan.Zero)
                return page;
            arrival = (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await arrival.WaitAsync(wait, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Nothing happened, which is an answer.
        }

        return Read(since, limit);
    }

    /// <summary>Forgets every entry. Sequence numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _forgotten = _last;
            Array.Clear(_ring);
        }
    }

    internal void Add(Func<long, JournalEntry> entry)
    {
        lock (_lock)
        {
            _last++;
            _forgotten = Math.Max(_forgotten, _last - _ring.Length);
            _ring[_last % _ring.Length] = entry(_last);
            _arrival?.SetResult();
            _arrival = null;
        }
    }
}
