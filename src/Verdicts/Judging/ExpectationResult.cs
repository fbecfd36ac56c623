namespace SkewLab.Verdicts.Judging;

/// <summary>One bound of a scenario's <c>expect</c> and what was measured.</summary>
/// <param name="Kind"><c>reproduces</c> or <c>requires</c>.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Expected">The bound as the scenario writes it.</param>
/// <param name="Measured">The metric's value; shares from 0 to 1.</param>
/// <param name="IsMet">Whether the value lies inside the bound.</param>
public sealed record ExpectationResult(string Kind, string Metric, string Expected, double Measured, bool IsMet);
