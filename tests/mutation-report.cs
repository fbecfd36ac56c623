#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
// Writes docs/mutation.md from the reports that tests/mutation.sh left, and answers 1 if a survivor is not explained.
using System.Text;
using System.Text.Json;

if (args is not [var reports, var tools, var explained, var document])
{
    Console.Error.WriteLine("Usage: dotnet run tests/mutation-report.cs -- REPORTS TOOLS EXPLANATIONS DOCUMENT");
    return 2;
}

using var manifest = JsonDocument.Parse(File.ReadAllBytes(tools));
var version = manifest.RootElement.GetProperty("tools").GetProperty("dotnet-stryker").GetProperty("version").GetString();

var projects = Directory.GetDirectories(reports).Order(StringComparer.Ordinal).Select(Project.Read).ToList();
var explanations = Explanation.ReadAll(explained);
var unexplained = new List<Mutant>();
var text = new StringBuilder(
    """
    # Mutation tests

    Made by `tests/mutation.sh`; nothing here is typed by hand. Stryker.NET changes the source in one place, a *mutant*, and runs the tests that reach it. A mutant that turns a test red is *killed*; one that
    never ends is a *timeout*, and counts as killed; one that no test notices *survives*. The score is the share of those killed.

    - Each room is judged by its own tests. Left out are those that a mutant would make slow or whose result says nothing about it: tests of the package and the sample (`dotnet pack`, a program of its own), of
      stress and of allocations. The promises in `tests/Properties.Tests` judge the client too, and do not count here.
    - The calls that no test could notice are not changed: `ConfigureAwait` (CA2007 asks for it), and the text of log lines, which stands in attributes.
    - Mutants that do not compile, and those within a block whose removal is a mutant already, are not counted.
    - Every survivor was looked at. `tests/mutation-survivors.txt` says why it stays, and one that it does not explain fails the script.

    """);
text.AppendLine($"Stryker.NET {version}.").AppendLine();
text.AppendLine("| room | mutants | killed | timeout | survived | not reached | score | run on |");
text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---|");
foreach (var project in projects)
    text.AppendLine($"| `{project.Room}` | {Counts(project.Mutants)} | {project.RunOn:yyyy-MM-dd} |");

foreach (var project in projects)
{
    text.AppendLine().AppendLine($"## {project.Room}").AppendLine();
    text.AppendLine("| file | mutants | killed | timeout | survived | not reached | score |").AppendLine("|---|---:|---:|---:|---:|---:|---:|");
    foreach (var file in project.Mutants.GroupBy(mutant => mutant.File))
        text.AppendLine($"| {file.Key} | {Counts([.. file])} |");

    var survivors = project.Mutants.Where(mutant => mutant.Status is "Survived" or "NoCoverage").ToList();
    text.AppendLine().AppendLine("| survivor | instead of | stands | why it stays |").AppendLine("|---|---|---|---|");
    foreach (var survivor in survivors)
    {
        var why = explanations.FirstOrDefault(explanation => explanation.Explains(project.Room, survivor));
        if (why is null)
            unexplained.Add(survivor);
        else
            why.IsUsed = true;
        text.AppendLine($"| {survivor.File}:{survivor.Line} | {Code(survivor.Original)} | {Code(survivor.Replacement)} | {why?.Why ?? "**not explained**"} |");
    }
}

File.WriteAllText(document, text.ToString());
foreach (var project in projects)
    Console.WriteLine($"{project.Room}: {Counts(project.Mutants)}");
foreach (var stale in explanations.Where(explanation => !explanation.IsUsed))
    Console.Error.WriteLine($"No survivor any more: {stale.Place}: {stale.Original} => {stale.Replacement}");
foreach (var survivor in unexplained)
    Console.Error.WriteLine($"Not explained:\n\n{survivor.File}\n- {survivor.Original}\n+ {survivor.Replacement}\n(line {survivor.Line}, {survivor.Status})\n");
return unexplained.Count == 0 ? 0 : 1;

static string Counts(IReadOnlyCollection<Mutant> mutants)
{
    int Of(string status) => mutants.Count(mutant => mutant.Status == status);
    var (killed, timeout) = (Of("Killed"), Of("Timeout"));
    return $"{mutants.Count} | {killed} | {timeout} | {Of("Survived")} | {Of("NoCoverage")} | {100.0 * (killed + timeout) / mutants.Count:0.0} %";
}

static string Code(string source) => source == "" ? "nothing" : $"`` {source.Replace("|", "\\|", StringComparison.Ordinal)} ``";

/// <summary>One change of the source and what became of it. Code is on one line, its white space squeezed.</summary>
internal sealed record Mutant(string File, int Line, string Original, string Replacement, string Status);

/// <summary>What the tool reported about one room.</summary>
internal sealed record Project(string Room, DateTime RunOn, IReadOnlyList<Mutant> Mutants)
{
    private static readonly string[] Counted = ["Killed", "Timeout", "Survived", "NoCoverage"];

    public static Project Read(string folder)
    {
        var path = Path.Combine(folder, "reports", "mutation-report.json");
        using var report = JsonDocument.Parse(File.ReadAllBytes(path));
        var room = Path.GetFileName(folder);
        var mutants =
            from file in report.RootElement.GetProperty("files").EnumerateObject()
            let source = file.Value.GetProperty("source").GetString()!.Split('\n')
            from mutant in file.Value.GetProperty("mutants").EnumerateArray()
            let status = mutant.GetProperty("status").GetString()!
            where Counted.Contains(status)
            let start = mutant.GetProperty("location").GetProperty("start")
            let name = file.Name.Replace('\\', '/')
            orderby name, start.GetProperty("line").GetInt32(), start.GetProperty("column").GetInt32()
            select new Mutant(
                name[(name.LastIndexOf($"/{room}/", StringComparison.Ordinal) + room.Length + 2)..],
                start.GetProperty("line").GetInt32(),
                Squeeze(Cut(source, start, mutant.GetProperty("location").GetProperty("end"))),
                Squeeze(mutant.GetProperty("replacement").GetString()!),
                status);
        return new Project(room, File.GetLastWriteTimeUtc(path), [.. mutants]);
    }

    private static string Cut(string[] lines, JsonElement start, JsonElement end)
    {
        var (first, from) = (start.GetProperty("line").GetInt32() - 1, start.GetProperty("column").GetInt32() - 1);
        var (last, to) = (end.GetProperty("line").GetInt32() - 1, end.GetProperty("column").GetInt32() - 1);
        return first == last ? lines[first][from..to] : string.Join('\n', [lines[first][from..], .. lines[(first + 1)..last], lines[last][..to]]);
    }

    private static string Squeeze(string source) => string.Join(' ', source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>Why a survivor stays: its file, a line "- " with what stands there, a line "+ " with the mutant, and the reason, up to an empty line.</summary>
internal sealed record Explanation(string Place, string Original, string Replacement, string Why)
{
    public bool IsUsed { get; set; }

    public static IReadOnlyList<Explanation> ReadAll(string path) =>
    [
        .. File.ReadAllText(path).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Trim('\n').Split('\n'))
            .Where(lines => !lines[0].StartsWith('#'))
            .Select(lines => new Explanation(lines[0], lines[1][2..].Trim(), lines[2][2..].Trim(), string.Join(' ', lines[3..]))),
    ];

    public bool Explains(string room, Mutant survivor) =>
        Place == $"{room}/{survivor.File}" && Original == survivor.Original && Replacement == survivor.Replacement;
}
