using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Testing.Control;

/// <summary>How API nodes judge; <see cref="ApiSettings"/> says more of each value. As a change, what is null stays as it is. Immutable.</summary>
public sealed record ApiPolicy
{
    /// <value>The name of the validator whose edges the nodes imitate; its leeway and checks come with it.</value>
    [Description("The validator whose edges the nodes imitate; its leeway and checks come with it.")]
    public string? Validator { get; init; }

    /// <value>What the validator tolerates, both ways.</value>
    [Description("What the validator tolerates, both ways.")]
    public TimeSpan? Leeway { get; init; }

    /// <value>Whether <c>nbf</c> is checked.</value>
    [Description("Whether nbf is checked.")]
    public bool? CheckNotBefore { get; init; }

    /// <value>Whether a token issued in the future is refused.</value>
    [Description("Whether a token issued in the future is refused.")]
    public bool? CheckIssuedAt { get; init; }

    /// <value>Whether routes ask for their scopes.</value>
    [Description("Whether routes ask for their scopes.")]
    public bool? EnforceScopes { get; init; }

    /// <value>The status where a token lacks the route's scope: 401 or 403.</value>
    [AllowedValues(401, 403)]
    [Expected("This is 401 or 403.")]
    [Description("The status where a token lacks the route's scope.")]
    public int? MissingScopeStatus { get; init; }

    /// <value>The status where a node has not learnt of the token yet: 401 or 403.</value>
    [AllowedValues(401, 403)]
    [Expected("This is 401 or 403.")]
    [Description("The status where a node has not learnt of the token yet.")]
    public int? PropagatingStatus { get; init; }

    /// <value>How nodes keep their copy of the key set; null is at every request the key set itself.</value>
    [Description("How nodes keep their copy of the key set; without it they see the key set itself.")]
    public KeySetPolicy? KeySet { get; init; }
}

/// <summary>How a node keeps its copy of the key set. Immutable.</summary>
public sealed record KeySetPolicy
{
    /// <value>After how long the copy is fetched anew; 10 minutes unless given.</value>
    [Description("After how long the copy is fetched anew; 10m unless given.")]
    public TimeSpan? MaxAge { get; init; }

    /// <value>How long after a fetch an unknown key fetches nothing; 30 seconds unless given.</value>
    [Description("How long after a fetch an unknown key fetches nothing; 30s unless given.")]
    public TimeSpan? CoolDown { get; init; }
}
