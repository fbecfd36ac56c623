using System.Reflection;

namespace SkewLab.Conventions.Tests.Rooms;

/// <summary>Whether a room's folders use only folders that its row names before them.</summary>
internal static class FolderOrder
{
    /// <summary>Each use of a folder that stands later in the row, or not at all: <c>Tokens/A uses Http/B</c>.</summary>
    public static IReadOnlyList<string> Violations(Room room, Assembly assembly)
    {
        var types = assembly.GetTypes().Where(type => !type.IsNested && room.FolderOf(type.Namespace) is not null);
        return [.. from type in types
                   let folder = room.FolderOf(type.Namespace)!
                   from used in TypeUses.Of(type).Where(used => used.Assembly == assembly)
                   let other = room.FolderOf(used.Namespace)
                   where other is not null && other != folder && !IsBefore(room.Folders, other, folder)
                   orderby folder, type.Name, other, used.Name
                   select $"{folder}/{type.Name} uses {other}/{used.Name}"];
    }

    private static bool IsBefore(IReadOnlyList<string> folders, string lower, string upper)
    {
        var (low, high) = (folders.IndexOf(lower), folders.IndexOf(upper));
        return low >= 0 && low < high;
    }

    private static int IndexOf(this IReadOnlyList<string> folders, string folder) => folders.ToList().IndexOf(folder);
}
