using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using SkewLab.FakeIdp.Clients;
using SkewLab.Live.Control;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Values;
using SkewLab.Testing;
using SkewLab.Testing.Control;
using SkewLab.Testing.Options;

namespace SkewLab.Serve;

/// <summary>Turns what <c>serve</c> was asked for into a lab's options: the scenario first, then the quick knobs, which replace what it says.</summary>
internal sealed class LabPlan
{
    private static readonly TimeSpan LongestOffset = TimeSpan.FromDays(36500);

    private readonly List<string> _problems = [];

    private LabPlan()
    {
    }

    /// <summary>How the lab begins.</summary>
    public LabOptions Options { get; } = new();

    /// <summary>What of the scenario a live lab leaves out, in words.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>What is wrong, all of it; empty if the lab can start.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public static LabPlan Create(ServeSettings settings)
    {
        var plan = new LabPlan();
        if (settings.Scenario is { } scenario)
            new ScenarioOptions(scenario.Path, scenario.Scenario, plan.Options, plan._problems, plan.LeftOut).Apply();
        plan.ApplyKnobs(settings);
        plan.ApplyAddress(settings);
        // Tokens of a server must not be guessed from the outside.
        plan.Options.Idp.Settings = plan.Options.Idp.Settings with { Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) };
        return plan;
    }

    private void ApplyAddress(ServeSettings settings)
    {
        Options.Port = settings.Port;
        Options.HttpsPort = settings.HttpsPort;
        Options.ListenOn = settings.Listen;
        Options.Control = true;
        Options.ControlToken = settings.ControlToken;
        if (settings.ControlToken is { } token && string.IsNullOrWhiteSpace(token))
            _problems.Add(
                "--token: it is empty, and would let everybody control the lab; give one, for example --token SOMETHING-LONG, or leave the option out");
        else if (!IPAddress.IsLoopback(settings.Listen) && settings.ControlToken is null)
            _problems.Add(
                $"--listen: {settings.Listen} is reached from other machines, which could then control the lab; give a control token, too: --token SOMETHING-LONG");
        foreach (var (name, text) in Pairs(settings.NodePorts, "--node-port", "api-2=8407"))
        {
            if (IsNode(name, "--node-port") && Number(text, "--node-port", "api-2=8407") is { } port)
                Options.NodePorts[name] = port;
        }
    }

    private void ApplyKnobs(ServeSettings settings)
    {
        if (settings.ApiNodes is { } nodes)
            TakeNodes(nodes);
        if (settings.Lifetime is { } lifetime && Duration(lifetime, "--lifetime") is { } value)
        {
            var idp = Options.Idp.Settings with { Lifetime = value };
            if (idp.Check() is [var problem, ..])
                _problems.Add($"--lifetime: '{lifetime}': {problem.Rule} For example --lifetime 20s");
            else
                Options.Idp.Settings = idp;
        }

        foreach (var (name, text) in Pairs(settings.Offsets, "--offset", "api-2=-2s"))
        {
            if (!IsNode(name, "--offset") || Within(text, "--offset", -LongestOffset, LongestOffset) is not { } offset)
                continue;
            if (name == "idp")
                Options.Idp.Clock = Options.Idp.Clock with { Offset = offset };
            else
                NodeOf(name).Clock = NodeOf(name).Clock with { Offset = offset };
        }

        foreach (var (name, text) in Pairs(settings.Learns, "--learns", "api-3=800ms"))
        {
            if (IsApiNode(name, "--learns") && Within(text, "--learns", TimeSpan.Zero, DelayAttribute.Longest) is { } delay)
                NodeOf(name).Propagation.LearnsTokenAfter = delay;
        }

        if (settings.Clients.Count > 0)
            Options.Clients.Clear();
        foreach (var text in settings.Clients)
        {
            if (text.Length == 0 || text[0] == ':')
                _problems.Add($"--client: '{(text.Length == 0 ? "" : ":…")}' has no id; for example --client app:app-secret");
            else
                Options.Clients.Add(ClientOf(text));
        }
    }

    // A scenario's further nodes are left out, and the lab says so.
    private void TakeNodes(int nodes)
    {
        if (nodes < Options.Api.Nodes)
            LeftOut.Add($"{(nodes + 1 == Options.Api.Nodes ? "" : $"api-{nodes + 1} to ")}api-{Options.Api.Nodes} of the scenario: --api-nodes {nodes}");
        Options.Api.Nodes = nodes;
        foreach (var name in Options.Api.Node.Keys.Except(Options.NodeNames()).ToList())
            Options.Api.Node.Remove(name);
    }

    private static RegisteredClient ClientOf(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? new() { Id = text } : new() { Id = text[..colon], Secret = text[(colon + 1)..] };
    }

    private IEnumerable<(string Name, string Value)> Pairs(IEnumerable<string> texts, string option, string example)
    {
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals > 0)
                yield return (text[..equals], text[(equals + 1)..]);
            else
                _problems.Add($"{option}: '{text}' is no pair of a node and a value; for example {option} {example}");
        }
    }

    private bool IsNode(string name, string option)
    {
        if (Options.NodeNames().Contains(name))
            return true;
        _problems.Add($"{option}: there is no node '{name}'; the lab has idp and api-1 to api-{Options.Api.Nodes}");
        return false;
    }

    private bool IsApiNode(string name, string option)
    {
        if (name != "idp" && Options.NodeNames().Contains(name))
            return true;
        _problems.Add($"{option}: there is no API node '{name}'; the lab has api-1 to api-{Options.Api.Nodes}");
        return false;
    }

    private ApiNodeOptions NodeOf(string name)
    {
        if (!Options.Api.Node.TryGetValue(name, out var node))
            Options.Api.Node[name] = node = new();
        return node;
    }

    private TimeSpan? Within(string text, string option, TimeSpan least, TimeSpan most)
    {
        var duration = Duration(text, option);
        if (duration is null || (duration >= least && duration <= most))
            return duration;
        _problems.Add($"{option}: '{text}' is outside {DurationText.Format(least)} to {DurationText.Format(most)}");
        return null;
    }

    private TimeSpan? Duration(string text, string option)
    {
        try
        {
            return DurationText.Parse(text);
        }
        catch (FormatException problem)
        {
            _problems.Add($"{option}: {problem.Message}");
            return null;
        }
    }

    private int? Number(string text, string option, string example)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 65535)
            return number;
        _problems.Add($"{option}: '{text}' is no port from 0 to 65535; for example {option} {example}");
        return null;
    }
}
