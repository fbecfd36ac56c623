using System.Text.Json;

namespace SkewLab.Testing.Control;

/// <summary>How the values of enums are written: camelCase, and names with digits as they are (<c>RS256</c>).</summary>
internal sealed class WordNaming : JsonNamingPolicy
{
    public static IReadOnlyDictionary<string, object> WordsOf(Type type)
    {
        var naming = new WordNaming();
        return Enum.GetValues(type).Cast<object>().ToDictionary(value => naming.ConvertName(value.ToString()!), StringComparer.Ordinal);
    }

    public override string ConvertName(string name) => name.Any(char.IsDigit) ? name : CamelCase.ConvertName(name);
}
