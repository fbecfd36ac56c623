namespace SkewLab.Runners;

/// <summary>The file a world's trace goes to. What the disk refuses is news for whoever named the file, and no bug of the lab.</summary>
internal sealed class TraceFile : FileStream
{
    // A trace comes in whole buffers: nothing is left to be written when it is closed.
    private TraceFile(string path)
        : base(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)
    {
    }

    /// <summary>Begins a trace; the file that was there is gone.</summary>
    /// <exception cref="TraceFailedException">The file cannot be written.</exception>
    public static TraceFile Create(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new TraceFailedException(problem);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="TraceFailedException">The file cannot be written.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (IOException problem)
        {
            throw new TraceFailedException(problem);
        }
    }
}

/// <summary>A trace could not be written.</summary>
/// <param name="problem">What the file system said.</param>
internal sealed class TraceFailedException(Exception problem) : Exception($"the trace cannot be written: {problem.Message}", problem);
