using System.Reflection;
using System.Text.RegularExpressions;
using SkewLab.Conventions.Tests.Rooms;

namespace SkewLab.Conventions.Tests;

/// <summary>Who may know whom: the table of rooms in CONTRIBUTING.md, asserted from the sources and the compiled assemblies.</summary>
public partial class RoomsTests
{
    /// <value>Rooms whose folders still use each other in a circle.</value>
    private static readonly string[] NotYetOrdered = ["ClientUnderTest", "Simulation"];

    /// <value>The one file whose namespace is another's: its method is found where registrations are looked for.</value>
    private static readonly string[] ForeignNamespaces = ["src/ClientUnderTest/DependencyInjection/SkewAwareHttpClientBuilderExtensions.cs"];

    public static TheoryData<string> Rooms => [.. RoomTable.Own.Rooms.Select(room => room.Folder)];

    [Fact]
    public void Every_folder_of_src_is_a_room_of_the_table_and_the_other_way_round()
    {
        var folders = Directory.GetDirectories(Repository.PathOf("src")).Select(folder => Path.GetFileName(folder)!);

        Assert.Equal(folders.Order(StringComparer.Ordinal), RoomTable.Own.Rooms.Select(room => room.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_room_knows_only_rooms_that_stand_above_it_in_the_table()
    {
        var rooms = RoomTable.Own.Rooms.Select(room => room.Folder).ToList();

        Assert.All(
            RoomTable.Own.Rooms,
            room =>
                Assert.All(
                    room.Knows.Where(rooms.Contains), known => Assert.True(rooms.IndexOf(known) < rooms.IndexOf(room.Folder), $"{room.Folder} knows {known}")));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_refers_only_to_what_its_row_allows(string name)
    {
        var room = RoomOf(name);

        Assert.Empty(RoomTable.Own.Forbidden(room, AssemblyOf(room).GetReferencedAssemblies().Select(reference => reference.Name!)));
    }

    [Fact]
    public void A_reference_that_no_row_allows_would_be_found()
    {
        var table = RoomTable.Parse("""
            | room | its one job | knows | folders |
            |---|---|---|---|
            | `src/Low` | lies low | core | `.` |
            | `src/High` | knows more | core, Low, `YamlDotNet` | `Parts`, `.` |

            | assemblies | which |
            |---|---|
            | core | `System.Runtime`, `System.Linq` |
            """);

        Assert.Equal(["SkewLab.High", "System.Net.Http"], table.Forbidden(table.Rooms[0], ["System.Runtime", "System.Net.Http", "SkewLab.High"]));
        Assert.Empty(table.Forbidden(table.Rooms[1], ["System.Runtime", "System.Linq", "SkewLab.Low", "YamlDotNet"]));
        Assert.Equal(["Parts", "."], table.Rooms[1].Folders);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Namespaces_follow_folders(string name)
    {
        var room = RoomOf(name);
        var sources = Repository.Files($"src/{name}").Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !ForeignNamespaces.Contains(file));

        Assert.DoesNotContain(sources, file => !FollowsItsFolder(room, file, Repository.Read(file)));
    }

    [Fact]
    public void A_namespace_that_leaves_its_folder_would_be_found()
    {
        var live = new Room("Live", [], []);

        Assert.True(FollowsItsFolder(live, "src/Live/Clocks/ClockBoard.cs", "namespace SkewLab.Testing.Clocks;"));
        Assert.True(FollowsItsFolder(live, "src/Live/Lab.cs", "namespace SkewLab.Testing;"));
        Assert.False(FollowsItsFolder(live, "src/Live/Clocks/ClockBoard.cs", "namespace SkewLab.Testing;"));
        Assert.False(FollowsItsFolder(live, "src/Live/Lab.cs", "namespace SkewLab.Live;"));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_rooms_row_names_its_folders(string name)
    {
        var room = RoomOf(name);
        var folders = Repository.Files($"src/{name}").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => file.Split('/') is [_, _, var folder, _, ..] ? folder : ".").Distinct();

        Assert.Equal(folders.Order(StringComparer.Ordinal), room.Folders.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_folder_uses_only_folders_that_its_row_names_before_it(string name)
    {
        var room = RoomOf(name);
        var violations = FolderOrder.Violations(room, AssemblyOf(room));

        // A room that has become orderly is taken out of the list, so that it stays so.
        Assert.Equal(NotYetOrdered.Contains(name), violations.Count > 0);
    }

    [Fact]
    public void A_folder_that_uses_one_after_it_would_be_found()
    {
        var here = new Room("Conventions.Tests", [], ["Rooms", "."]);

        Assert.Empty(FolderOrder.Violations(here, typeof(RoomsTests).Assembly));
        Assert.Contains("./RoomsTests uses Rooms/FolderOrder", FolderOrder.Violations(here with { Folders = [".", "Rooms"] }, typeof(RoomsTests).Assembly));
    }

    [Fact]
    public void Only_one_file_knows_the_token_library()
    {
        var files = Repository.Files("src").Where(
            file => file.EndsWith(".cs", StringComparison.Ordinal) && Repository.Read(file).Contains("IdentityModel", StringComparison.Ordinal));

        Assert.Single(files);
    }

    private static Room RoomOf(string folder) => RoomTable.Own.Rooms.Single(room => room.Folder == folder);

    private static Assembly AssemblyOf(Room room) => Assembly.Load(room.Assembly);

    private static bool FollowsItsFolder(Room room, string file, string text)
    {
        var folders = file.Split('/')[2..^1];
        return !Namespace().IsMatch(text) || Namespace().Match(text).Groups[1].Value == string.Join('.', [room.Namespace, .. folders]);
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
