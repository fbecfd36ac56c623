using FsCheck;
using SkewLab.Runners;
using SkewLab.Scenarios;
using SkewLab.Scenarios.Model;
using SkewLab.Verdicts;
using SkewLab.Verdicts.Checks;
using SkewLab.Verdicts.Results;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>One promise of the client: the worlds it is put to the test in, what is run in each, and what must hold then.</summary>
/// <remarks>A judgement follows from the scenario and the results alone, so that a world from a file can be judged again.</remarks>
internal abstract class WorldProperty
{
    /// <value>The name in docs/properties.md: <c>P1</c>.</value>
    public abstract string Name { get; }

    /// <value>The promise in a sentence.</value>
    public abstract string Claim { get; }

    /// <value>The worlds.</value>
    public abstract Gen<Scenario> Worlds { get; }

    /// <value>The checks the runner is asked for. None by default.</value>
    protected virtual IReadOnlyList<string> Checks => [];

    /// <summary>Whether the promise is given in a world at all: a world made smaller, or one from a file, may have left its terms. Always, by default.</summary>
    public virtual bool IsGivenIn(Scenario world) => true;

    /// <value>How many simulations one world takes. One by default.</value>
    public virtual int SimulationsPerWorld => 1;

    /// <summary>What is run in a world: the skew-aware client, by default.</summary>
    /// <param name="world">The world.</param>
    /// <param name="folder">Where traces may be written; it is emptied after the judgement.</param>
    public virtual IReadOnlyList<RunRequest> Requests(Scenario world, string folder) => [Request(world)];

    /// <summary>Judges a world from what was run in it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="results">One for each request.</param>
    /// <param name="folder">Where traces were written.</param>
    public abstract Judgement Judge(Scenario world, IReadOnlyList<RunResult> results, string folder);

    /// <summary>A world as a request.</summary>
    protected RunRequest Request(Scenario world, string strategy = "skew-aware") => new()
    {
        ScenarioFile = $"{Name}.yaml",
        ScenarioText = ScenarioWriter.Write(world, LabVocabulary.Value),
        Strategy = strategy,
        Options = new() { Checks = Checks },
    };

    /// <summary>What the runner's checks found, taken together.</summary>
    protected static Judgement Of(IEnumerable<CheckResult> checks)
    {
        var all = checks.ToArray();
        return all.FirstOrDefault(check => check.Verdict == CheckVerdict.Fail) is { } broken
            ? Judgement.Broken($"{broken.Name}: {broken.Events[0].Split(": ")[0]}", string.Join('\n', broken.Events))
            : all.Any(check => check.Verdict == CheckVerdict.Pass) ? Judgement.Held : Judgement.Vacuous;
    }
}

/// <summary>How a promise fared in one world.</summary>
/// <param name="IsPremiseMet">Whether the world put it to the test.</param>
/// <param name="Cause">Why it was broken, without numbers, so that a smaller world that fails alike says the same; null where it was not.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record Judgement(bool IsPremiseMet, string? Cause = null, string Detail = "")
{
    public static Judgement Held { get; } = new(true);

    public static Judgement Vacuous { get; } = new(false);

    public static Judgement Broken(string cause, string detail) => new(true, cause, detail);

    /// <summary>Held if <paramref name="holds"/>, else broken.</summary>
    public static Judgement Require(bool holds, string cause, string detail) => holds ? Held : Broken(cause, detail);

    /// <summary>This judgement if it is broken, else the other.</summary>
    public Judgement And(Judgement other) => Cause is not null ? this : other.Cause is not null ? other : new(IsPremiseMet || other.IsPremiseMet);
}
