using System.Security.Cryptography;
using System.Text;
using SkewLab.Explanations.History;

namespace SkewLab.Simulation.History;

/// <summary>Writes a world's events as lines of text and hashes them: the trace hash is the SHA-256 of the trace file.</summary>
/// <remarks>
/// docs/results.md describes the lines. Tokens appear by their symbolic names only, wall readings as time since the epoch, so neither a signature nor the
/// year the world is set in changes the hash. Not thread-safe.
/// </remarks>
public sealed class TraceWriter : IDisposable
{
    private const int BufferBytes = 1 << 16;
    private const int LongestLineBytes = 1 << 11;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly Stream? _file;
    private int _used;

    /// <param name="file">Where the lines go as well; null only hashes. The writer does not close it.</param>
    public TraceWriter(Stream? file = null) => _file = file;

    /// <summary>Adds one event.</summary>
    public void Write(in WorldEvent happened)
    {
        if (BufferBytes - _used < LongestLineBytes)
            Flush();
        var line = new TraceLine(_buffer.AsSpan(_used));
        line.Write(in happened);
        _used += line.Length;
    }

    /// <summary>Ends the trace.</summary>
    /// <returns>The SHA-256 of every line, in lower-case hexadecimal digits.</returns>
    public string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <summary>One event as the trace has it, without its line break.</summary>
    public static string LineOf(in WorldEvent happened)
    {
        var bytes = new byte[LongestLineBytes];
        var line = new TraceLine(bytes);
        line.Write(in happened);
        return Encoding.UTF8.GetString(bytes, 0, line.Length).TrimEnd();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        var lines = _buffer.AsSpan(0, _used);
        _hash.AppendData(lines);
        _file?.Write(lines);
        _used = 0;
    }
}
