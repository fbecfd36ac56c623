namespace SkewLab.Client;

/// <summary>Keeps the refresh token in memory: for one process, whose handlers may share it. Thread-safe.</summary>
/// <param name="refreshToken">The first refresh token; null while there is none.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing to dispose.
public sealed class InMemoryRefreshTokenStore(string? refreshToken = null) : IRefreshTokenStore
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private volatile string? _refreshToken = refreshToken;

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Use(_free);
    }

    /// <inheritdoc/>
    public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_refreshToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="refreshToken"/> is empty.</exception>
    public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(refreshToken);
        _refreshToken = refreshToken;
        return ValueTask.CompletedTask;
    }

    /// <summary>Names the store without its token.</summary>
    public override string ToString() => "refresh token store in memory";

    private sealed class Use(SemaphoreSlim free) : IAsyncDisposable
    {
        private int _isOver;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                free.Release();
            return ValueTask.CompletedTask;
        }
    }
}
