using Microsoft.Extensions.Logging;

namespace SkewLab.Client.Tokens;

/// <summary>How long the previous token stays in use after a renewal: it grows by what is seen and never shrinks. Thread-safe, without a lock.</summary>
internal sealed class HoldDown(SkewAwareOptions options, ILogger logger)
{
    private long _ticks = options.HoldDown.Ticks;

    public TimeSpan Length => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    /// <summary>A token that was refused as young was accepted at <paramref name="age"/>, counted from its receipt: so long it may take to be known.</summary>
    public void Learn(TimeSpan age)
    {
        var learned = (age < options.MaxHoldDown ? age : options.MaxHoldDown).Ticks;
        while (Volatile.Read(ref _ticks) is var known && learned > known)
        {
            if (Interlocked.CompareExchange(ref _ticks, learned, known) != known)
                continue;
            logger.HoldDownGrew(age, Length);
            return;
        }
    }
}
