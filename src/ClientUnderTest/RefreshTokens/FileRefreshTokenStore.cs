using System.Text.Json;

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
    private const int LimitBytes = 256 * 1024;
    private const string VersionName = "skewLabRefreshToken";
    private const string TokenName = "refreshToken";

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
            catch (IOException held) when (held is not DirectoryNotFoundException)
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
            if (new FileInfo(_path).Length > LimitBytes)
                throw Foreign();
            return Parse(await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false));
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

        // One name per process: a leftover of one that died is overwritten by the next that gets its number, and two that share no lock do not mix their bytes.
        var draft = $"{_path}.{Environment.ProcessId}.tmp";
        try
        {
            var stream = new FileStream(draft, OwnersOnly(FileMode.Create, FileAccess.Write));
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(Format(refreshToken), cancellationToken).ConfigureAwait(false);
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

    private static FileStreamOptions OwnersOnly(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static byte[] Format(string refreshToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber(VersionName, 1);
            json.WriteString(TokenName, refreshToken);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private string Parse(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var root = json.RootElement;
            var isOurs = root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty(VersionName, out var version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number)
                && number == 1;
            if (!isOurs || !root.TryGetProperty(TokenName, out var token) || token.ValueKind != JsonValueKind.String)
                throw Foreign();
            return token.GetString() is { Length: > 0 } text ? text : throw Foreign();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser's message may quote the file, and the file may hold a token.
            throw Foreign();
        }
    }

    private InvalidDataException Foreign() =>
        new($"'{_path}' is no refresh token file of version 1; it is left as it is. Name another file, or move this one away.");
}
