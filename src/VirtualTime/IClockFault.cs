namespace SkewLab.VirtualTime;

/// <summary>One thing that is wrong with a clock.</summary>
/// <remarks>A new fault is one file in the folder Faults. Faults are immutable, so that one can be given to many clocks.</remarks>
public interface IClockFault
{
    /// <summary>Writes the fault into a clock's script.</summary>
    /// <param name="script">The script of one clock; it holds the faults that were listed before this one.</param>
    void Apply(ClockScript script);
}
