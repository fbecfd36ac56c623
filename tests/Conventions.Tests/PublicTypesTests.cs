using System.Reflection;
using SkewLab.Conventions.Tests.Rooms;

namespace SkewLab.Conventions.Tests;

/// <summary>A room that is no package shows other rooms what they use, and nothing else.</summary>
public class PublicTypesTests
{
    /// <value>Rooms that still show more than others use.</value>
    private static readonly string[] NotYetClosed = ["Scenarios", "Simulation", "Verdicts", "SkewLab"];

    private static readonly IReadOnlyList<Assembly> Labs = [.. RoomTable.Own.Rooms.Select(room => Assembly.Load(room.Assembly))];

    public static TheoryData<string> Rooms => [.. RoomTable.Own.Rooms.Where(room => !IsPackage(room)).Select(room => room.Folder)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_type_that_only_its_own_room_uses_is_internal(string name)
    {
        var assembly = Assembly.Load(RoomTable.Own.Rooms.Single(room => room.Folder == name).Assembly);
        var offenders = Offenders(assembly, Labs);

        // A room that has become tidy is taken out of the list, so that it stays so.
        Assert.True(NotYetClosed.Contains(name) == (offenders.Count > 0), string.Join('\n', offenders));
    }

    [Fact]
    public void A_type_that_nobody_else_uses_would_be_found()
    {
        var here = typeof(PublicTypesTests).Assembly;

        Assert.Contains(nameof(PublicTypesTests), Offenders(here, [here, .. Labs]));
        Assert.DoesNotContain(nameof(Room), Offenders(here, [here, .. Labs]));
    }

    private static List<string> Offenders(Assembly assembly, IReadOnlyList<Assembly> users)
    {
        var used = users.Where(user => user != assembly).SelectMany(user => user.GetTypes().Where(type => !type.IsNested).SelectMany(TypeUses.Of))
            .Where(type => type.Assembly == assembly).ToHashSet();
        // What a used type shows must be visible too.
        for (var open = new Queue<Type>(used); open.TryDequeue(out var type);)
        {
            foreach (var shown in TypeUses.Exposed(type).Where(shown => shown.Assembly == assembly && used.Add(shown)))
                open.Enqueue(shown);
        }

        return [.. assembly.GetTypes().Where(
            type => type.IsPublic && !used.Contains(type) && !IsFoundByItsAttribute(type)).Select(type => type.Name).Order(StringComparer.Ordinal)];
    }

    // Strategies are made by reflection.
    private static bool IsFoundByItsAttribute(Type type) =>
        type.GetCustomAttributesData().Any(attribute => attribute.AttributeType.Name == "StrategyAttribute");

    private static bool IsPackage(Room room) => Repository.Read($"src/{room.Folder}/{room.Folder}.csproj").Contains("Package.props", StringComparison.Ordinal);
}
