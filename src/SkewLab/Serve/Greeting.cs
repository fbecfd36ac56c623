using System.Text.Json;
using System.Text.Json.Serialization;
using SkewLab.Input;
using SkewLab.Scenarios.Values;
using SkewLab.Testing;

namespace SkewLab.Serve;

/// <summary>What a started lab says of itself: to people, and to programs as a file of addresses.</summary>
internal static class Greeting
{
    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Print(TextWriter output, Lab lab, ServeSettings settings, string? certificate, IEnumerable<string> leftOut)
    {
        output.WriteLine($"SkewLab listens on {lab.Address}   Ctrl-C ends it");
        output.WriteLine($"  {"idp",-7} {WithoutSlash(lab.IdpAddress),-36} {Clock(lab, "idp")}");
        foreach (var node in lab.Api)
        {
            var lag = lab.PropagationOf(node.Name).LearnsTokenAfter;
            var own = lab.NodePorts.TryGetValue(node.Name, out var port) ? $", also on port {port}" : "";
            var late = lag > TimeSpan.Zero ? $", learns of a token {DurationText.Format(lag)} late" : "";
            output.WriteLine($"  {node.Name,-7} {WithoutSlash(lab.AddressOf(node.Name)),-36} {Clock(lab, node.Name)}{late}{own}");
        }

        output.WriteLine($"  {"api",-7} {WithoutSlash(lab.ApiAddress),-36} one of the API nodes; paths of the IdP work here, too");
        if (lab.HttpsAddress is { } https)
        {
            var where = certificate ?? "--certificate-file writes it";
            output.WriteLine($"  {"https",-7} {WithoutSlash(https),-36} the same by HTTPS; clients must trust the lab's certificate: {where}");
        }


        foreach (var note in leftOut)
            output.WriteLine($"  not in a live lab: {note}");
        output.WriteLine($"  try     {Curl(lab, settings)}");
        var url = lab.Address.Port == ServePorts.Default ? "" : $" --url {WithoutSlash(lab.Address)}";
        output.WriteLine($"  then    skewlab clock set api-1 --offset -2s{url}{(settings.ControlToken is null ? "" : " --token …")}");
        output.Flush();
    }

    /// <summary>Every address, for programs that start the lab and then their own tests.</summary>
    public static string Urls(Lab lab) => JsonSerializer.Serialize(
        new
        {
            Url = WithoutSlash(lab.Address),
            Https = lab.HttpsAddress is { } https ? WithoutSlash(https) : null,
            Idp = WithoutSlash(lab.IdpAddress),
            Api = WithoutSlash(lab.ApiAddress),
            TokenEndpoint = lab.TokenEndpoint.ToString(),
            Control = $"{lab.Address}_skewlab",
            lab.ClientId,
            Nodes = lab.Api.ToDictionary(node => node.Name, node => WithoutSlash(lab.AddressOf(node.Name))),
            Ports = lab.NodePorts.Count > 0 ? lab.NodePorts : null,
        },
        Json) + "\n";

    /// <summary>An address as an issuer is written: without the last slash.</summary>
    private static string WithoutSlash(Uri address) => address.ToString().TrimEnd('/');

    // A public client has no grant of its own: it begins with a user, at an address that it registers.
    private static string Curl(Lab lab, ServeSettings settings) => lab.ClientSecret is null
        ? $"curl {new Uri(lab.Address, ".well-known/openid-configuration")}"
        : $"curl -u {ShellWord.Quote(Credentials(lab, settings))} -d grant_type=client_credentials {new Uri(lab.Address, "oauth/token")}";

    // A secret of somebody's own is not shown; curl asks for it.
    private static string Credentials(Lab lab, ServeSettings settings) => settings.Clients.Count > 0 ? lab.ClientId : $"{lab.ClientId}:{lab.ClientSecret}";

    private static string Clock(Lab lab, string name)
    {
        var clock = lab.Clocks[name];
        var drift = clock.DriftPpb == 0 ? "" : $", drift {DriftText.Format(clock.DriftPpb)}";
        var offset = clock.Offset;
        return (offset == TimeSpan.Zero ? "clock exact" : $"clock {DurationText.Format(offset)}") + drift;
    }
}

/// <summary>Where a lab is looked for when nobody says where.</summary>
internal static class ServePorts
{
    /// <summary>The port of <c>serve</c>.</summary>
    public const int Default = 8405;
}
