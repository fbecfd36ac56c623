using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Scenarios.Model;

/// <summary>A world to run: who lives in it, on which clocks, over which links, and what is expected of each strategy.</summary>
public sealed record Scenario
{
    /// <value>The instant at which a world's reference time is zero, unless a run says otherwise: the year in which the dates of a scenario are valid.</value>
    public static readonly DateTimeOffset DefaultEpoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Description("The version of the format, always 1.")]
    [Example("1")]
    public required int Lab { get; init; }

    [Description("The scenario's name in reports, in kebab-case.")]
    [Example("post-refresh-401")]
    public required string Name { get; init; }

    [Description("What the world shows, in one or two sentences.")]
    [Example("One API node learns late.")]
    public string Description { get; init; } = "";

    [Description("Where all randomness comes from: the same seed gives the same world.")]
    [Bounds("0", "18446744073709551615")]
    public ulong Seed { get; init; } = 1;

    [Description("How long the world runs, in reference time.")]
    [Bounds("1s", "3650d")]
    [Example("30d")]
    public required TimeSpan Duration { get; init; }

    [Description("The identity provider.")]
    public IdpSection Idp { get; init; } = new();

    [Description("The API and its nodes.")]
    public ApiSection Api { get; init; } = new();

    [Description("The clients.")]
    public ClientsSection Clients { get; init; } = new();

    [Description("The network by link: 'client -> idp', 'client -> api-3' or 'client -> api-*'; an exact name replaces the one with the star.")]
    [Example("client -> idp")]
    public IReadOnlyDictionary<string, LinkSection> Links { get; init; } = new Dictionary<string, LinkSection>();

    [Description("The calls that are made; at least one entry.")]
    public IReadOnlyList<TrafficSection> Traffic { get; init; } = [];

    [Description("What happens when, in any order.")]
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    [Description("The clients under test, each in a world of its own; at least one.")]
    [Example("naive-expiry")]
    public IReadOnlyList<StrategySection> Strategies { get; init; } = [];

    [Description("What is expected, by strategy, or '*' for all that are not named; an exact name replaces '*'.")]
    [Example("naive-expiry")]
    public IReadOnlyDictionary<string, ExpectationSection> Expect { get; init; } = new Dictionary<string, ExpectationSection>();
}
