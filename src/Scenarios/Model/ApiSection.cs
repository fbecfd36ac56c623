using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.Scenarios.Model;

/// <summary>The API and its nodes, api-1 to api-N.</summary>
public sealed record ApiSection
{
    [Description("How many nodes answer for the API.")]
    [Bounds("1", "1000")]
    public int Nodes { get; init; } = 1;

    [Description("Which node a call meets.")]
    public Balancing Balancing { get; init; } = Balancing.Random;

    [Description("How tokens are validated: the name of a preset, or a mapping.")]
    public ValidatorSection Validator { get; init; } = new();

    [Description("How often a client may call, over all nodes.")]
    public RateLimitSection? RateLimit { get; init; }

    [Description("Whether a token without the scope of the call gets a 401 instead of a 403.")]
    public bool MissingScopeIs401 { get; init; }

    [Description("Whether a token the node has not learnt of yet gets a 403 instead of a 401.")]
    public bool PropagatingIs403 { get; init; }

    [Description("What is true of every node that 'node' does not say otherwise of.")]
    public ApiNodeSection Each { get; init; } = new();

    [Description("Nodes that differ, by name: api-1 to api-N. A key that is not given is taken from 'each'.")]
    [Example("api-5")]
    public IReadOnlyDictionary<string, ApiNodeSection> Node { get; init; } = new Dictionary<string, ApiNodeSection>();

    /// <summary>What is true of one node: each key as 'node' has it, else as 'each' has it.</summary>
    /// <param name="name">The node: <c>api-3</c>.</param>
    public ApiNodeSection NodeCalled(string name) => Node.GetValueOrDefault(name) is not { } own ? Each : new()
    {
        Clock = own.Clock ?? Each.Clock,
        LearnsTokenAfter = own.LearnsTokenAfter ?? Each.LearnsTokenAfter,
        LearnsRevocationAfter = own.LearnsRevocationAfter ?? Each.LearnsRevocationAfter,
        LearnsKeyAfter = own.LearnsKeyAfter ?? Each.LearnsKeyAfter,
        KeySet = own.KeySet ?? Each.KeySet,
    };
}
