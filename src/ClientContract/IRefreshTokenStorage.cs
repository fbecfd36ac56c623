namespace SkewLab.ClientContract;

/// <summary>Where refresh tokens outlive a process: a file or a secret store, the same for every process of an OAuth client.</summary>
/// <remarks>The lab makes no access take time, and a process that ends gives its lock back.</remarks>
public interface IRefreshTokenStorage
{
    /// <summary>Waits for the exclusive use of the storage; disposing the result gives it back.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads the newest refresh token; at first the one that the client begins with.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the refresh token.</summary>
    /// <param name="refreshToken">The new one.</param>
    /// <param name="cancellationToken">Ends the writing, with the old token still in place.</param>
    ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken);
}
