namespace SkewLab.Conventions.Tests.Rooms;

/// <summary>The tables of rooms and of groups of assemblies in CONTRIBUTING.md: what the tests assert is what a contributor reads.</summary>
/// <param name="Rooms">The rooms, lowest first.</param>
/// <param name="Groups">What a word in the column <c>knows</c> stands for, by that word.</param>
internal sealed record RoomTable(IReadOnlyList<Room> Rooms, IReadOnlyDictionary<string, IReadOnlyList<string>> Groups)
{
    /// <value>The repository's own.</value>
    public static RoomTable Own { get; } = Parse(Repository.Read("CONTRIBUTING.md"));

    /// <summary>Reads the tables from a document.</summary>
    public static RoomTable Parse(string text)
    {
        var tables = text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(Cells).ToList();
        var rooms = tables.Where(cells => cells.Count == 4 && cells[0].StartsWith("src/", StringComparison.Ordinal))
            .Select(cells => new Room(cells[0]["src/".Length..], List(cells[2]), List(cells[3])));
        var groups = Section(text, "| assemblies |").Select(Cells).ToDictionary(cells => cells[0], cells => List(cells[1]));
        return new([.. rooms], groups);
    }

    /// <summary>The assemblies that a room may refer to.</summary>
    public IReadOnlySet<string> AssembliesOf(Room room) => room.Knows.SelectMany(word =>
        Rooms.SingleOrDefault(other => other.Folder == word) is { } other ? [other.Assembly] : Groups.GetValueOrDefault(word, [word])).ToHashSet();

    /// <summary>What a room refers to and may not.</summary>
    public IEnumerable<string> Forbidden(Room room, IEnumerable<string> references) => references.Except(AssembliesOf(room)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Section(string text, string head) =>
        text.Split('\n').SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));

    private static List<string> Cells(string row) =>
        [.. row.Trim('|', ' ').Replace("`", "", StringComparison.Ordinal).Split(" | ").Select(cell => cell.Trim())];

    private static IReadOnlyList<string> List(string cell) => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
