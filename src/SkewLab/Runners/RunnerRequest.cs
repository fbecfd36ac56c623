using System.Text.Json.Serialization;

namespace SkewLab.Runners;

/// <summary>One line from a parent to its runner.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RunRequest), "run")]
[JsonDerivedType(typeof(PingRequest), "ping")]
public abstract record RunnerRequest
{
    /// <value>The version of the protocol the line is written in.</value>
    [JsonRequired]
    public int Protocol { get; init; } = RunnerProtocol.Version;
}

/// <summary>Asks whether the runner lives and how far its world is. It is answered in the middle of a world, with <see cref="RunnerMessage.Pong"/>.</summary>
public sealed record PingRequest : RunnerRequest;
