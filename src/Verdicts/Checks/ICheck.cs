using SkewLab.Explanations.History;


namespace SkewLab.Verdicts.Checks;

/// <summary>A promise of a client, judged from the events of a world. A new check is one new file and one line in <see cref="CheckCatalog"/>.</summary>
public interface ICheck : IFold
{
    /// <summary>Says whether the promise was kept, once the world is over.</summary>
    CheckResult Finish();
}

/// <summary>What a check found.</summary>
/// <param name="Name">The check's name in <see cref="CheckCatalog"/>.</param>
/// <param name="Verdict">Whether the promise was kept.</param>
/// <param name="Cases">How often it was put to the test; zero where <see cref="CheckVerdict.Unknown"/>.</param>
/// <param name="Events">The first few events that broke it: what is wrong, and the line of the trace. Empty unless <see cref="CheckVerdict.Fail"/>.</param>
public sealed record CheckResult(string Name, CheckVerdict Verdict, long Cases, IReadOnlyList<string> Events);

/// <summary>Whether a promise was kept.</summary>
public enum CheckVerdict
{
    /// <summary>It was put to the test and kept.</summary>
    Pass,

    /// <summary>It was broken.</summary>
    Fail,

    /// <summary>Nothing in this world put it to the test.</summary>
    Unknown,
}
