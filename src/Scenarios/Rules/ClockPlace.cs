using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Clocks;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Names;

namespace SkewLab.Scenarios.Rules;

/// <summary>A place in a scenario that says what clocks some machines have.</summary>
/// <param name="Path">Where.</param>
/// <param name="Machines">Whose: client, idp, api-* or api-N.</param>
/// <param name="Count">How many machines have such a clock.</param>
/// <param name="Clock">What it says.</param>
internal sealed record ClockPlace(string Path, string Machines, int Count, ClockSection Clock)
{
    /// <summary>The profile; the one without faults where the name is wrong, which has been reported.</summary>
    internal ClockProfile Profile => ClockProfiles.Find(Clock.Profile) ?? ClockProfiles.All[0];

    /// <summary>The time service, the profile's or its own.</summary>
    internal NtpSection? Ntp => Clock.Ntp ?? Profile.Ntp;

    internal bool HasNtp => Ntp is not null;

    /// <summary>Every place whose values are sound.</summary>
    internal static IEnumerable<ClockPlace> All(Scenario scenario, BoundFile file)
    {
        var own = scenario.Api.Node.Where(pair => pair.Value.Clock is not null && MachineNames.IsNode(pair.Key, scenario.Api.Nodes)).ToArray();
        ClockPlace[] places =
        [
            new("clients.clock", "client", scenario.Clients.Count, scenario.Clients.Clock),
            new("idp.clock", "idp", 1, scenario.Idp.Clock),
            new("api.each.clock", MachineNames.AllApi, scenario.Api.Nodes - own.Length, scenario.Api.Each.Clock ?? new()),
            .. own.Select(pair => new ClockPlace($"{ScenarioPath.Key("api.node", pair.Key)}.clock", pair.Key, 1, pair.Value.Clock!)),
        ];
        return places.Where(place => place.Count > 0 && file.IsSound(place.Path));
    }
}
