using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.Verdicts.Checks;

/// <summary>P1: no 401 and no exception reaches a caller. A token that was revoked while it was young is nobody's fault (docs/results.md, L4): one refusal does not tell it from one that is on its way.</summary>
internal sealed class Absorbs(CheckContext context) : ICheck
{
    public const string Name = "absorbs";

    private readonly Dictionary<long, (bool WasRevokedYoung, string? Cause)> _refused = [];
    private readonly Findings _findings = new(Name);

    public void Observe(in WorldEvent happened)
    {
        switch (happened)
        {
            case { Kind: EventKind.ResponseReceived, IsTokenRequest: false, Status: 401, Call: { } call }:
                var before = _refused.GetValueOrDefault(call.Number);
                _refused[call.Number] = (before.WasRevokedYoung || WasRevokedYoung(happened.Token), happened.Decision?.Refusal?.CauseName);
                break;
            case { Kind: EventKind.CallEnded, Call: { } call, Error: not Call.Cancelled }:
                _refused.Remove(call.Number, out var last);
                if (happened.Status == 401 && last.WasRevokedYoung)
                    break;
                _findings.Count();
                if (happened.Status == 401)
                    _findings.Break(in happened, $"a refusal reached the caller ({last.Cause})");
                else if (happened.Error is { } error)
                    _findings.Break(in happened, $"a call ended in {error}");
                break;
            default:
                break;
        }
    }

    public CheckResult Finish() => _findings.Finish();

    private bool WasRevokedYoung(IssuedToken? token) =>
        token?.RevokedAtReference is { } revoked && !(revoked >= context.Tokens.Find(token)?.ReceivedAt + context.Option("maxHoldDown"));
}
