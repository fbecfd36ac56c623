using System.Text.RegularExpressions;

namespace SkewLab.Documents.Tests.Articles;

/// <summary>What an article claims, and how a world tests it, as the header of the world's scenario file says.</summary>
internal sealed partial record ArticleClaim
{
    /// <value>The article's number: <c>003</c>.</value>
    public required string Article { get; init; }

    /// <value>Where it stands: <c>line 65</c> or <c>lines 248-284</c>.</value>
    public required string Lines { get; init; }

    /// <value>A few of its words.</value>
    public required string Quote { get; init; }

    /// <value>What it says, as a sentence.</value>
    public required string Sentence { get; init; }

    /// <value>What must be measured if it is true; at least one.</value>
    public required IReadOnlyList<ClaimCondition> Conditions { get; init; }

    /// <value>Numbers that decide nothing and tell a reader more, as strategy and metric.</value>
    public IReadOnlyList<ClaimNumber> Shown { get; init; } = [];

    /// <value>Under which circumstances it holds; null where no world of the folder has them, or all have.</value>
    public string? OnlyIf { get; init; }

    /// <value>What is so instead, and why.</value>
    public required string Truth { get; init; }

    /// <value>Claims of two worlds with the same place and words are one claim.</value>
    public (string Article, string Lines, string Quote) Key => (Article, Lines, Quote);

    /// <summary>
    /// The claims of a scenario file's header, in its order: from <c># Article</c> to <c># Truth</c>. A line that begins with three spaces goes on with the one
    /// before.
    /// </summary>
    /// <exception cref="FormatException">A line of a claim is missing, twice there, outside any claim, or not understood.</exception>
    public static IReadOnlyList<ArticleClaim> Read(string file)
    {
        var header = string.Join('\n', File.ReadLines(file).TakeWhile(line => line.StartsWith('#'))).Replace("\n#   ", " ", StringComparison.Ordinal);
        var claims = new List<ArticleClaim>();
        var lines = new Queue<string>(header.Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (ArticleLine().Match(line) is { Success: true } place)
                claims.Add(From(place, [.. ToTruth(lines)], file));
            else if (line.StartsWith("# Article", StringComparison.Ordinal) || KnownLine().IsMatch(line))
                throw new FormatException($"{Path.GetFileName(file)}: '{line}' begins no claim; write '# Article 003, line 65: \"a few of its words\"'.");
        }

        return claims;
    }

    private static IEnumerable<string> ToTruth(Queue<string> lines)
    {
        while (lines.TryDequeue(out var line))
        {
            yield return line;
            if (line.StartsWith("# Truth: ", StringComparison.Ordinal))
                yield break;
        }
    }

    private static ArticleClaim From(Match place, List<string> lines, string file)
    {
        if (lines.Find(line => !KnownLine().IsMatch(line)) is { } unknown)
            throw new FormatException($"{Path.GetFileName(file)}: '{unknown}' is no line of a claim.");
        IReadOnlyList<string> All(string key) =>
            [.. lines.Where(line => line.StartsWith($"# {key}: ", StringComparison.Ordinal)).Select(line => line[(key.Length + 4)..])];
        string One(string key) =>
            All(key) is [var only] ? only : throw new FormatException($"{Path.GetFileName(file)}: '{place.Value}' needs one line '# {key}: …'.");
        var conditions = All("Holds if");
        return new()
        {
            Article = place.Groups["article"].Value,
            Lines = place.Groups["lines"].Value,
            Quote = place.Groups["quote"].Value,
            Sentence = One("Claim"),
            Conditions = conditions.Count > 0
                ? [.. conditions.Select(ClaimCondition.Parse)]
                : throw new FormatException($"{Path.GetFileName(file)}: '{place.Value}' needs a line '# Holds if: …'."),
            Shown = [.. All("Show").Select(ClaimNumber.Parse)],
            OnlyIf = All("Only if").SingleOrDefault(),
            Truth = One("Truth"),
        };
    }

    [GeneratedRegex("""^# Article (?<article>\d{3}), (?<lines>line \d+|lines \d+-\d+): "(?<quote>.+)"$""")]
    private static partial Regex ArticleLine();

    [GeneratedRegex("^# (Claim|Holds if|Show|Only if|Truth): .")]
    private static partial Regex KnownLine();
}
