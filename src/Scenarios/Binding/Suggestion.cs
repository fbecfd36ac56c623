namespace SkewLab.Scenarios.Binding;

/// <summary>Guesses which name was meant.</summary>
internal static class Suggestion
{
    /// <summary>The end of a sentence: the name that was probably meant, or all of them.</summary>
    internal static string For(string given, IReadOnlyList<string> names, string what) =>
        Nearest(given, names) is { } nearest ? $"did you mean '{nearest}'?"
        : names.Count == 0 ? $"there are no {what}."
        : $"the {what} are {string.Join(", ", names)}.";

    /// <summary>The name that is at most a third of its length away (at least one slip), whatever the case; null if none is.</summary>
    internal static string? Nearest(string given, IReadOnlyList<string> names)
    {
        // A text far longer than any name is no misspelling, and its distance would be slow to find.
        if (given.Length > 64) return null;
        var best = names.Select(name => (Name: name, Distance: Distance(given.ToLowerInvariant(), name.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    private static int Distance(string a, string b)
    {
        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    costs[i, j] = i + j;
                    continue;
                }
                var replaced = costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                costs[i, j] = Math.Min(replaced, Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
            }
        }
        return costs[a.Length, b.Length];
    }
}
