namespace SkewLab.Client;

/// <summary>Keeps the newest refresh token of one credential. Implementations are thread-safe.</summary>
/// <remarks>
/// <para>Only refresh tokens: an access token's age is elapsed time, which means nothing in another process.</para>
/// <para>The client takes the lock, reads, presents what it read, writes the replacement before it uses the access token that came with it, and lets go. After
/// a crash at any
/// point the store then holds the newest refresh token that was received.</para>
/// <para>Processes that share a store need the lock. To compare before writing would be too late: by then both have presented one token, and an IdP that takes
/// the second
/// presentation for theft revokes all tokens of the family (RFC 9700 section 4.14.2). Without a lock but with a grace at the IdP the loser is served too, or
/// is refused,
/// reads the store again and presents the winner's token.</para>
/// <para>An exception ends the refresh under way; it is tried again later. Its message may reach logs, so it must hold no token.</para>
/// </remarks>
public interface IRefreshTokenStore
{
    /// <summary>Waits for the exclusive use of the store.</summary>
    /// <param name="cancellationToken">Ends the wait; it is cancelled when the refresh has used up its time.</param>
    /// <returns>What gives the use back when it is disposed. A process that dies must give it back too.</returns>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);

    /// <summary>Reads the newest refresh token; null when there is none yet.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<string?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the refresh token, wholly or not at all. When it returns, the new one survives a crash.</summary>
    /// <param name="refreshToken">The new one, not empty.</param>
    /// <param name="cancellationToken">Ends the writing, with the old token still in place.</param>
    ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken);
}
