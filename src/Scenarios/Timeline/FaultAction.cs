using System.ComponentModel;
using System.Globalization;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Names;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Timeline;

/// <summary>A node answers some requests otherwise than it would: with another status, other headers or another body, late, or not at all.</summary>
[ActionKey(10, "fault", "A node delays, loses, changes or refuses answers.")]
public sealed record FaultAction : TimelineAction
{
    [Description("Which node: idp, api-N or api-*.")]
    [Example("idp")]
    public required string At { get; init; }

    [Description("The method of the requests that meet the fault.")]
    [Default("every method")]
    public FaultMethod? Method { get; init; }

    [Description("Their path, one that the node answers.")]
    [Default("every path")]
    [Example("/oauth/token")]
    public string? Path { get; init; }

    [Description("The OAuth client they come from: client-1 to client-N, or client where all share one.")]
    [Default("every client")]
    [Example("client-2")]
    public string? Client { get; init; }

    [Description("The status of the answer.")]
    [Bounds("200", "599")]
    [Default("the node's own")]
    [Example("429")]
    public int? Status { get; init; }

    [Description("Headers of the answer by name; an empty value takes a header away.")]
    [Example("Cache-Control")]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    [Description("The body of the answer.")]
    [Default("the node's own")]
    [Example("<html>")]
    public string? Body { get; init; }

    [Description("How long the answer is held back after the node has made it: a slow answer is an old one.")]
    [Bounds("0s", "1d")]
    public TimeSpan Delay { get; init; }

    [Description("Whether the exchange is lost, and when: before the node acts on the request, or after.")]
    [Default("it is not")]
    public FaultDrop? Drop { get; init; }

    [Description("The wait that a Retry-After header asks for; 429 and 503 only, whole seconds.")]
    [Bounds("0s", "365d")]
    [Default("no header")]
    public TimeSpan? RetryAfter { get; init; }

    [Description("How Retry-After is written; needs retryAfter.")]
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;

    [Description("How many of these requests pass unharmed first.")]
    [Bounds("0", "1000000")]
    public int Skip { get; init; }

    [Description("How many requests meet the fault.")]
    [Bounds("1", "1000000")]
    [Default("all until endFaults")]
    public int? Times { get; init; }

    [Description("How many of the requests that come to the fault meet it, by chance; skip passes first, and times counts those that met it.")]
    [Bounds("0%", "100%")]
    [Example("5%")]
    public double Probability { get; init; } = 1;

    /// <inheritdoc/>
    public override LabCapability Needs => LabCapability.Nodes;

    /// <inheritdoc/>
    public override string Apply(ITimelineTarget target)
    {
        foreach (var node in target.Nodes.Where(node => MachineNames.Matches(At, node.Name)))
            node.Faults.Add(FaultOf(node.Name, target.Seed));
        var chance = Probability == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" probability={Probability * 100:0.##########}%");
        return $"{Key} {At} {Path ?? "*"} {(Drop is { } drop ? $"drop {drop}" : $"{Status}")}".TrimEnd() + chance;
    }

    /// <summary>What one node does to the requests that meet the fault.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="seed">The run's seed.</param>
    public HttpFault FaultOf(string node, ulong seed) => new()
    {
        Method = Method?.ToString(),
        Path = Path,
        Client = Client,
        Status = Status,
        Headers = Headers,
        Body = Body,
        Delay = Delay,
        Drop = Drop ?? FaultDrop.None,
        RetryAfter = RetryAfter,
        RetryAfterForm = RetryAfterForm,
        Skip = Skip,
        Times = Times,
        Probability = Probability,
        Seed = Draw.Of(seed, StableHash.Of(node), DrawPurpose.Fault, 0).Bits,
    };
}

/// <summary>The method of a request.</summary>
public enum FaultMethod
{
    /// <summary>GET.</summary>
    GET,

    /// <summary>POST.</summary>
    POST,
}
