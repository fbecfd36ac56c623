using SkewLab.Verdicts.Results;

namespace SkewLab.Runners;

/// <summary>One line from a runner to its parent: how far it is, or how the world ended. Exactly one field is set.</summary>
/// <param name="Progress">Reference seconds the world has lived.</param>
/// <param name="Result">The world's result.</param>
/// <param name="Refused">Why the world could not be run at all.</param>
public sealed record RunnerMessage(double? Progress = null, RunResult? Result = null, string? Refused = null);
