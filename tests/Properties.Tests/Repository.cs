namespace SkewLab.Properties.Tests;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    /// <value>The folder that holds SkewLab.sln.</value>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "SkewLab.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
