using SkewLab.Explanations.History;

namespace SkewLab.Verdicts.Checks;

/// <summary>P2: a warm client gets no 401 on the wire. It is warm while another token than the newest could still be sent, and once the newest must be known everywhere.</summary>
internal sealed class WarmWire(CheckContext context) : ICheck
{
    public const string Name = "warm-wire";

    private readonly HeldTokens _held = new(context.Tokens);
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        _held.Observe(in happened);
        if (happened.Kind != EventKind.Served || happened.IsTokenRequest || context.Tokens.Find(happened.Token) is not { } sent || IsCold(in happened, sent))
            return;
        _findings.Count();
        if (happened.Status == 401)
            _findings.Break(in happened, "a warm client was refused");
    }

    public CheckResult Finish() => _findings.Finish();

    private bool IsCold(in WorldEvent happened, TokenStory sent) =>
        ReferenceEquals(sent, _held.NewestOf(in happened))
        && (_held.BeforeNewestOf(in happened) is not { } before || context.AgeOf(before, happened.Client, happened.SentAt) >= context.UsableFor(before, happened.Client))
        && !(happened.SentAt >= sent.ReceivedAt + context.Bounds.Propagation + context.Bounds.Behind);
}
