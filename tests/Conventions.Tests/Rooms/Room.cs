namespace SkewLab.Conventions.Tests.Rooms;

/// <summary>A row of CONTRIBUTING.md's table of rooms.</summary>
/// <param name="Folder">Its folder below src.</param>
/// <param name="Knows">The rooms, groups of assemblies and assemblies it may refer to.</param>
/// <param name="Folders">Its folders, lowest first; <c>.</c> is the room itself.</param>
internal sealed record Room(string Folder, IReadOnlyList<string> Knows, IReadOnlyList<string> Folders)
{
    /// <value>Its assembly.</value>
    public string Assembly => Folder switch
    {
        // Two packages are called by what they are for, and the program by what is typed.
        "ClientUnderTest" => "SkewLab.Client",
        "Live" => "SkewLab.Testing",
        "SkewLab" => "skewlab",
        _ => $"SkewLab.{Folder}",
    };

    /// <value>The namespace of what lies in the room's own folder.</value>
    public string Namespace => Folder == "SkewLab" ? "SkewLab" : Assembly;

    /// <summary>The folder that a namespace of this room belongs to: <c>Tokens</c>, <c>.</c>.</summary>
    /// <returns>The folder; null for a namespace of another room.</returns>
    public string? FolderOf(string? space) =>
        space == Namespace ? "." : space?.StartsWith($"{Namespace}.", StringComparison.Ordinal) == true ? space[(Namespace.Length + 1)..].Split('.')[0] : null;
}
