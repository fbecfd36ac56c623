using SkewLab.Explanations.History;

namespace SkewLab.Verdicts.Checks;

/// <summary>P7: no request leaves with a token beyond its hard limit once a newer one is there.</summary>
internal sealed class UsableTokens(CheckContext context) : ICheck
{
    public const string Name = "usable-tokens";

    private readonly HeldTokens _held = new(context.Tokens);
    private readonly Findings _findings = new(Name);

    // What a clock with coarse reads does not see.
    private readonly TimeSpan _unseen = TimeSpan.FromMilliseconds(1) + (context.Plan.Scenario.Clients.Clock.Resolution ?? TimeSpan.Zero);

    public void Observe(in WorldEvent happened)
    {
        _held.Observe(in happened);
        if (happened.Kind != EventKind.RequestSent || context.Tokens.Find(happened.Token) is not { } sent || _held.NewestOf(in happened) is not { } newest || ReferenceEquals(sent, newest))
            return;
        _findings.Count();
        if (context.AgeOf(sent, happened.Client, happened.At) >= context.UsableFor(sent, happened.Client) + _unseen)
            _findings.Break(in happened, "a dead token was sent although a newer one was there");
    }

    public CheckResult Finish() => _findings.Finish();
}
