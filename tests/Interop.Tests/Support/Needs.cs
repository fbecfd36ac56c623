namespace SkewLab.Interop.Tests;

/// <summary>What a test's client is made of, beside the lab.</summary>
[Flags]
public enum Needs
{
    None = 0,

    /// <summary>Node.js and the packages of <c>clients/package-lock.json</c>.</summary>
    Node = 1,

    /// <summary>Debian's own Python with Authlib and Requests.</summary>
    Authlib = 2,

    /// <summary>A program's clock, moved from outside.</summary>
    Faketime = 4,
}

/// <summary>A test of a real client: skipped with the reason where the client is not installed, and never skipped in CI.</summary>
public sealed class ClientFactAttribute : FactAttribute
{
    public ClientFactAttribute(Needs needs)
    {
        Skip = Installed.ReasonToSkip(Installed.Missing(needs), Installed.IsCI);
        Timeout = Installed.LongestTestMilliseconds;
    }
}

/// <summary>As <see cref="ClientFactAttribute"/>, with a row for each set of arguments.</summary>
public sealed class ClientTheoryAttribute : TheoryAttribute
{
    public ClientTheoryAttribute(Needs needs)
    {
        Skip = Installed.ReasonToSkip(Installed.Missing(needs), Installed.IsCI);
        Timeout = Installed.LongestTestMilliseconds;
    }
}
