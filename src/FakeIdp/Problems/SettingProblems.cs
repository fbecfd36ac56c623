namespace SkewLab.FakeIdp.Problems;

/// <summary>What a node does with the problems of settings that it is given.</summary>
internal static class SettingProblems
{
    /// <summary>Throws all problems as one exception, with every rule in its message; does nothing where there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first problem is a number, a span of time or a name that has a range.</exception>
    /// <exception cref="ArgumentException">The first problem is a text, or values that do not go together.</exception>
    public static void ThrowIfAny(IReadOnlyList<SettingProblem> problems)
    {
        if (problems.Count == 0)
            return;
        var rules = string.Join(' ', problems.Select(problem => problem.Rule));
        throw problems[0] is { Value: not (null or string) } first
            ? new ArgumentOutOfRangeException(first.Field, first.Value, rules)
            : new ArgumentException(rules);
    }
}
