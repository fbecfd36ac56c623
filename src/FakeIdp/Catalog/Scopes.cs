namespace SkewLab.FakeIdp.Catalog;

/// <summary>Space-separated scopes (RFC 6749 section 3.3).</summary>
internal static class Scopes
{
    /// <summary>Whether <paramref name="scope"/> lists <paramref name="wanted"/>. Allocates nothing: every API request asks.</summary>
    public static bool Contains(ReadOnlySpan<char> scope, ReadOnlySpan<char> wanted)
    {
        foreach (var part in scope.Split(' '))
        {
            if (scope[part].SequenceEqual(wanted))
                return true;
        }
        return false;
    }

    /// <summary>What is granted: all that is allowed where nothing is asked for, what is asked for where all of it is allowed, otherwise null
    /// (invalid_scope).</summary>
    public static string? Grant(string? asked, string allowed)
    {
        if (asked is null)
            return allowed;
        var wanted = asked.Split(' ');
        return wanted.All(scope => scope.Length > 0 && Contains(allowed, scope)) ? string.Join(' ', wanted.Distinct(StringComparer.Ordinal)) : null;
    }
}
