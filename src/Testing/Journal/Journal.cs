namespace SkewLab.Testing;

/// <summary>The last requests a lab answered: a ring of bounded size. When it is full, the oldest entry makes room.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Queue<JournalEntry> _entries = new();
    private long _last;
    private TaskCompletionSource? _arrival;

    internal Journal(TimeProvider time, int capacity)
    {
        _time = time;
        _capacity = capacity;
    }

    /// <value>The entries it holds, oldest first: a copy.</value>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

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
            JournalEntry[] entries = [.. _entries.Where(entry => entry.Sequence > since).Take(limit)];
            var first = entries.Length > 0 ? entries[0].Sequence : _last + 1;
            // Who begins has missed nothing, and who asks for what was never written, as after a restart, begins anew.
            return new(entries, entries.Length > 0 ? entries[^1].Sequence : _last, since == 0 ? 0 : Math.Max(0, first - since - 1));
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
            _entries.Clear();
    }

    internal void Add(Func<long, JournalEntry> entry)
    {
        lock (_lock)
        {
            if (_entries.Count == _capacity)
                _entries.Dequeue();
            _entries.Enqueue(entry(++_last));
            _arrival?.SetResult();
            _arrival = null;
        }
    }
}
