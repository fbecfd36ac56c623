namespace SkewLab.Interop.Tests;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    /// <value>The folder that holds SkewLab.sln.</value>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>The path of a client, or of something beside it.</summary>
    public static string ClientPath(params string[] parts) => Path.Combine([Root, "tests", "Interop.Tests", "clients", .. parts]);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "SkewLab.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
