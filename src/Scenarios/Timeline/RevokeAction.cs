using System.ComponentModel;
using System.Diagnostics;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Tokens are revoked at the IdP.</summary>
[ActionKey(9, "revoke", "Tokens are revoked at the IdP.", HoldsValue = true)]
public sealed record RevokeAction : TimelineAction
{
    [Description("Which of them.")]
    public required RevokeTarget Tokens { get; init; }

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Nodes;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        var tokens = TokensOf(target.Idp);
        foreach (var token in tokens)
            target.Idp.Revoke(token);
        return Tokens switch
        {
            RevokeTarget.AllTokens => $"{Key} all {tokens.Count}",
            RevokeTarget.NewestToken => $"{Key} {(tokens.Count > 0 ? tokens[0].Name : "nothing")}",
            _ => throw new UnreachableException(),
        };
    }

    private IReadOnlyList<IssuedToken> TokensOf(IdpNode idp) => Tokens switch
    {
        RevokeTarget.AllTokens => idp.ListTokens(),
        RevokeTarget.NewestToken => idp.NewestToken is { } newest ? [newest] : [],
        _ => throw new UnreachableException(),
    };
}

/// <summary>Which tokens are revoked.</summary>
public enum RevokeTarget
{
    /// <summary>The access token issued last.</summary>
    NewestToken,

    /// <summary>Every access token issued so far.</summary>
    AllTokens,
}
