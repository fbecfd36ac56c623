using System.Text.Json.Serialization;
using SkewLab.Verdicts.Results;

namespace SkewLab.Runners;

/// <summary>What a parent learns of a world: how far it is, or how it ended.</summary>
/// <remarks>A runner writes the kinds that have a name on the wire, one line each. Its parent makes the others, of which no runner can tell.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Progress), "progress")]
[JsonDerivedType(typeof(Pong), "pong")]
[JsonDerivedType(typeof(Finished), "result")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(Broken), "broken")]
public abstract record RunnerMessage
{
    /// <value>The version of the protocol the line is written in.</value>
    [JsonRequired]
    public int Protocol { get; init; } = RunnerProtocol.Version;

    /// <summary>The world lives.</summary>
    /// <param name="Seconds">Reference seconds it has lived.</param>
    public sealed record Progress(double Seconds) : RunnerMessage;

    /// <summary>The runner lives; it says so from a thread that no client can hold up.</summary>
    /// <param name="Events">How many events of its worlds it has begun.</param>
    public sealed record Pong(long Events) : RunnerMessage;

    /// <summary>The world ran to its end, and this is what it came to, sound or not.</summary>
    /// <param name="Result">What the world knows of itself.</param>
    /// <param name="AllocatedBytes">What it allocated.</param>
    /// <param name="PeakMemoryBytes">The most memory the runner has held so far.</param>
    public sealed record Finished(RunResult Result, long AllocatedBytes, long PeakMemoryBytes) : RunnerMessage;

    /// <summary>The world could not be made, or its trace not be written: the scenario, an option or a disk is at fault.</summary>
    /// <param name="Message">Why, for whoever wrote the scenario.</param>
    public sealed record Refused(string Message) : RunnerMessage;

    /// <summary>The lab broke: a bug of its own.</summary>
    /// <param name="Message">What happened, with the stack.</param>
    public sealed record Broken(string Message) : RunnerMessage;

    /// <summary>The runner ended, or stopped answering, before the world did. Made by the parent.</summary>
    /// <param name="Message">What was seen of it.</param>
    public sealed record Died(string Message) : RunnerMessage;

    /// <summary>The runner answers and its world stands still: the client holds the only thread. Made by the parent.</summary>
    /// <param name="Message">For how long.</param>
    public sealed record Silent(string Message) : RunnerMessage;
}
