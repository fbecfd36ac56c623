using System.Reflection;
using SkewLab.Client;

namespace SkewLab.Documents.Tests.Costs;

/// <summary>One element of the client's algorithm: the files that make it, what it remembers, and what it costs in worlds.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Files">Its files below src/ClientUnderTest. Each file of the client belongs to one element or to the frame that holds them.</param>
/// <param name="Cases">What it buys and costs, in worlds.</param>
internal sealed record Element(string Name, IReadOnlyList<string> Files, params IReadOnlyList<CostCase> Cases)
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Assembly Client = typeof(SkewAwareHandler).Assembly;

    /// <value>Types that hold values and refer to no neighbour.</value>
    private static readonly string[] Data = ["AccessToken", "TokenLifetime", "TokenState", "ClockSample", "ServerClockEstimate", "AuthenticationHeaderValue"];

    /// <value>The client's sources.</value>
    public static string Folder { get; } = Repository.PathOf("src", "ClientUnderTest");

    /// <value>Which of its types exist once for each token; every other exists once for each credential, or is gone with its call.</value>
    public static IReadOnlyList<string> PerToken { get; } = ["AccessToken", "TokenLifetime"];

    /// <value>Which of its types exist only while a call or a token request is under way.</value>
    public static IReadOnlyList<string> PerCall { get; } =
    [
        "RetryBudget",
        "UnauthorizedDecision",
        "TokenFailure",
        "TokenAnswer",
        "TokenResponse",
        "StoreFailedException",
        "AccessTokenException",
        "SkewAwareDiagnostics",
    ];

    /// <value>Lines that hold code: neither empty nor a comment.</value>
    public int Lines => Files.Sum(file => LinesOf(Path.Combine(Folder, file)));

    /// <value>How many access tokens a credential has in use at once.</value>
    public static int TokensHeld { get; } = Client.GetType("SkewLab.Client.Tokens.TokenState")!.GetFields(Own).Count(
        field => field.FieldType.Name == "AccessToken");

    /// <summary>The lines of a file that hold code.</summary>
    public static int LinesOf(string path) =>
        File.ReadLines(path).Count(line => line.Trim() is { Length: > 0 } code && !code.StartsWith("//", StringComparison.Ordinal));

    /// <summary>The fields that hold a number, a text, a mark or a token, of the types that are named as the files are.</summary>
    /// <param name="lives">Which types are counted.</param>
    public int Fields(Func<string, bool> lives) => Types.Where(type => lives(type.Name)).Sum(type => type.GetFields(Own).Count(IsState));

    private IEnumerable<Type> Types =>
        Client.GetTypes().Where(
            type => !type.IsInterface && !type.IsEnum && !type.IsNested && Files.Any(file => Path.GetFileNameWithoutExtension(file) == type.Name));

    private static bool IsState(FieldInfo field) => field.FieldType.IsValueType || field.FieldType == typeof(string) || Data.Contains(field.FieldType.Name);
}
