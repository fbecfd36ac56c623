using System.Reflection;

namespace SkewLab.Conventions.Tests;

/// <summary>Who may know whom: the table of CONTRIBUTING.md, asserted from the assemblies' references.</summary>
public class RoomsTests
{
    private static readonly string[] LabRooms = ["SkewLab.VirtualTime", "SkewLab.ClientContract", "SkewLab.Client", "SkewLab.Comparators", "SkewLab.FakeIdp", "SkewLab.Simulation", "SkewLab.Testing", "skewlab"];

    public static TheoryData<string, string[], string[]> Rooms => new()
    {
        // room, lab rooms it may know, prefixes of other assemblies it may know beside the runtime's System.*
        { "SkewLab.VirtualTime", [], [] },
        { "SkewLab.ClientContract", [], ["Microsoft.Extensions.Logging.Abstractions"] },
        { "SkewLab.Client", [], ["Microsoft.Extensions."] },
        { "SkewLab.Comparators", ["SkewLab.ClientContract"], ["Microsoft.Extensions.Logging.Abstractions"] },
        { "SkewLab.FakeIdp", [], ["Microsoft.AspNetCore", "Microsoft.Extensions.", "Microsoft.IdentityModel.", "Microsoft.Net.Http.Headers"] },
        {
            "SkewLab.Simulation",
            ["SkewLab.VirtualTime", "SkewLab.ClientContract", "SkewLab.Client", "SkewLab.Comparators", "SkewLab.FakeIdp"],
            ["YamlDotNet", "Microsoft.Extensions.Logging.Abstractions"]
        },
        { "SkewLab.Testing", ["SkewLab.FakeIdp"], ["Microsoft.AspNetCore", "Microsoft.Extensions."] },
        {
            "skewlab",
            ["SkewLab.VirtualTime", "SkewLab.ClientContract", "SkewLab.Client", "SkewLab.Comparators", "SkewLab.FakeIdp", "SkewLab.Simulation", "SkewLab.Testing"],
            ["Microsoft.AspNetCore", "Microsoft.Extensions."]
        },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_what_the_table_allows(string room, string[] rooms, string[] others)
    {
        var references = Assembly.Load(room).GetReferencedAssemblies().Select(reference => reference.Name!).Order(StringComparer.Ordinal);

        var forbidden = references.Where(name => !IsOfTheRuntime(name) && !rooms.Contains(name) && !others.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.Empty(forbidden);
    }

    [Fact]
    public void Every_room_of_the_source_tree_is_in_the_table()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(["ClientContract", "ClientUnderTest", "Comparators", "FakeIdp", "Simulation", "SkewLab", "Testing", "VirtualTime"], folders);
        Assert.Equal(LabRooms.Order(StringComparer.Ordinal), Rooms.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_one_file_knows_the_token_library()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("IdentityModel", StringComparison.Ordinal));

        Assert.Single(files);
    }

    private static bool IsOfTheRuntime(string name) => name is "netstandard" or "mscorlib" or "Microsoft.Win32.Primitives" || name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
