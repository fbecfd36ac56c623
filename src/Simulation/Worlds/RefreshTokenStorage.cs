using SkewLab.ClientContract;

namespace SkewLab.Simulation.Worlds;

/// <summary>The refresh token of one OAuth client as all its processes find it. Only the pump touches it.</summary>
/// <param name="refreshToken">The one the client begins with.</param>
#pragma warning disable CA1001 // A semaphore whose wait handle nobody asks for holds nothing to dispose.
internal sealed class RefreshTokenStorage(string refreshToken) : IRefreshTokenStorage
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private string _refreshToken = refreshToken;

    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Use(_free);
    }

    public ValueTask<string?> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_refreshToken);

    public ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        _refreshToken = refreshToken;
        return ValueTask.CompletedTask;
    }

    private sealed class Use(SemaphoreSlim free) : IAsyncDisposable
    {
        private bool _isOver;

        public ValueTask DisposeAsync()
        {
            if (!_isOver)
                free.Release();
            _isOver = true;
            return ValueTask.CompletedTask;
        }
    }
}
