namespace SkewLab.Reports;

/// <summary>What reports say of the program that made them.</summary>
internal static class Tool
{
    /// <value>Name and version.</value>
    public static string NameAndVersion { get; } = $"skewlab {typeof(Tool).Assembly.GetName().Version!.ToString(3)}";
}
