namespace SkewLab.Scenarios.Errors;

/// <summary>A place in a file; line and column count from 1.</summary>
internal readonly record struct YamlPosition(int Line, int Column);
