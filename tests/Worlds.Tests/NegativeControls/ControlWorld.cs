using SkewLab.Runners;

namespace SkewLab.Worlds.Tests.NegativeControls;

/// <summary>A world in which what a comparator must show is known beforehand. A harness in which it does not show it is wrong.</summary>
internal sealed record ControlWorld
{
    public string Duration { get; init; } = "1h";

    public string Lifetime { get; init; } = "600s";

    /// <value>What the scenario says of the API, beside its single node.</value>
    public string Api { get; init; } = "";

    /// <value>The client's clock.</value>
    public string Clock { get; init; } = "";

    /// <value>The executors.</value>
    public string Traffic { get; init; } = "{ executor: constantArrivalRate, rate: 1/s }";

    /// <value>The timeline's entries.</value>
    public string Timeline { get; init; } = "";

    public string OneWay { get; init; } = "15ms";

    /// <summary>The world with one strategy.</summary>
    public RunRequest RequestFor(string strategy) => new()
    {
        ScenarioFile = "control.yaml",
        ScenarioText = $$"""
            lab: 1
            name: control
            seed: 1
            duration: {{Duration}}
            idp: { tokens: { lifetime: {{Lifetime}} } }
            api: { validator: pyjwt{{(Api.Length > 0 ? ", " : "")}}{{Api}} }
            clients: { clock: { {{Clock}} } }
            links: { "client -> idp": { oneWay: {{OneWay}} }, "client -> api-*": { oneWay: {{OneWay}} } }
            traffic: [ {{Traffic}} ]
            timeline: [ {{Timeline}} ]
            strategies: [ {{strategy}} ]
            """,
        Strategy = strategy,
    };
}
