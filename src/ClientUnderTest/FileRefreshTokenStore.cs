using SkewLab.Client.RefreshTokens;

namespace SkewLab.Client;

/// <summary>Keeps the refresh token in a file that processes of one machine may share. Thread-safe.</summary>
/// <remarks>
/// <para>The file is versioned JSON, <c>{"skewLabRefreshToken":1,"refreshToken":"…"}</c>, and readable by its owner only (mode 0600; on Windows the folder's
/// rights hold). It is
/// replaced by renaming a file that has reached the disk, so a reader finds the old token or the new one whole.</para>
/// <para>The lock is the file's name with <c>.lock</c> behind it, held open without sharing. The system releases it when a process dies; the empty file stays.
/// A network file
/// system may not honour it.</para>
/// <para>A file that is not of this form is never replaced: it may be someone else's, or the only copy of a token.</para>
/// </remarks>
public sealed class FileRefreshTokenStore : IRefreshTokenStore
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    private readonly string _path;
    private readonly TimeProvider _time;

    /// <summary>Names the file; nothing is read or made before it is needed.</summary>
    /// <param name="path">The file, in a folder that exists. It need not exist itself.</param>
    /// <param name="time">Whose timers pace the wait for another process's lock, every 50 ms; in production <c>TimeProvider.System</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty or names a folder.</exception>
    public FileRefreshTokenStore(string path, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        _path = Path.GetFullPath(path);
        if (Directory.Exists(_path) || Path.EndsInDirectorySeparator(_path))
            throw new ArgumentException($"A refresh token is kept in a file; '{path}' names a folder.", nameof(path));
        _time = time;
    }

    /// <inheritdoc/>
    /// <exception cref="UnauthorizedAccessException">The lock's file may not be opened.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(_path + ".lock", OwnersOnly(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            }
            catch (IOException held) when (IsHeld(held))
            {
                await Task.Delay(LockPoll, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is not of this form; it is left as it is.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(_path).Length > RefreshTokenFile.LimitBytes)
                throw Foreign();
            return RefreshTokenFile.Parse(await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false)) ?? throw Foreign();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="refreshToken"/> is empty.</exception>
    /// <exception cref="InvalidDataException">A file of another form is there; it is left as it is.</exception>
    /// <exception cref="IOException">The file cannot be written; the old one is still in place.</exception>
    public async ValueTask WriteAsync(string refreshToken, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(refreshToken);
        await ReadAsync(cancellationToken).ConfigureAwait(false);

        // A name of its own for each write, and never a file that is there already: whoever shares no lock does not mix its bytes with these, and nobody
        // chooses where they go.
        var draft = $"{_path}.{Path.GetRandomFileName()}.tmp";
        var stream = new FileStream(draft, OwnersOnly(FileMode.CreateNew, FileAccess.Write));
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(RefreshTokenFile.Format(refreshToken), cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, _path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Names the store without its token.</summary>
    public override string ToString() => $"refresh token store at {_path}";

    // Windows says ERROR_SHARING_VIOLATION, Linux and macOS EWOULDBLOCK. Anything else would not get better by waiting.
    private static bool IsHeld(IOException failure) => failure.HResult is unchecked((int)0x8007_0020) or 11 or 35;

    private static FileStreamOptions OwnersOnly(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private InvalidDataException Foreign() =>
        new($"'{_path}' is no refresh token file of version 1; it is left as it is. Name another file, or move this one away.");
}
