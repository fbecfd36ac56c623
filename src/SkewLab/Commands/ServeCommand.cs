using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using SkewLab.Input;
using SkewLab.Runs;
using SkewLab.Serve;

namespace SkewLab.Commands;

/// <summary><c>skewlab serve</c>: the lab on real sockets, for a client in any language.</summary>
internal static class ServeCommand
{
    // A folder of a hundred scenarios is named by its first ones.
    private const int Named = 3;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var scenario = ScenarioPaths.Argument("A scenario file: its IdP, API nodes, clients and timeline, in real time.", ArgumentArity.ZeroOrMore);
        var port = new Option<int>("--port")
        {
            Description = $"The port, {ServePorts.Default} by default; 0 takes a free one.",
            HelpName = "N",
            CustomParser = argument => Number(argument, "--port", 0, 65535, $"--port {ServePorts.Default}"),
            DefaultValueFactory = _ => ServePorts.Default,
        };
        var https = new Option<int?>("--https-port")
        {
            Description = "A second port, for HTTPS with a certificate of the lab's own; 0 takes a free one.",
            HelpName = "N",
            CustomParser = argument => Number(argument, "--https-port", 0, 65535, "--https-port 8443"),
        };
        var certificate = new Option<string?>("--certificate-file") { Description = "Write that certificate as PEM, for clients to trust.", HelpName = "FILE" };
        var listen = new Option<string?>("--listen")
        {
            Description = "The address to listen on, 127.0.0.1 by default. One that other machines reach takes a --token, too.",
            HelpName = "ADDRESS",
        };
        var token = new Option<string?>("--token") { Description = "What the header X-SkewLab-Token must say to control the lab.", HelpName = "T" };
        var urls = new Option<string?>("--urls-file") { Description = "Write all addresses as JSON once the lab listens.", HelpName = "FILE" };
        var lifetime = new Option<string?>("--lifetime") { Description = "How long access tokens live, for example 20s.", HelpName = "DURATION" };
        var nodes = new Option<int?>("--api-nodes")
        {
            Description = "How many API nodes there are.",
            HelpName = "N",
            CustomParser = argument => Number(argument, "--api-nodes", 1, 1000, "--api-nodes 3"),
        };
        var offset = new Option<string[]>("--offset") { Description = "How far a node's clock is ahead, for example api-2=-2s.", HelpName = "NODE=DURATION" };
        var learns = new Option<string[]>("--learns")
        {
            Description = "How late an API node learns of a token, for example api-3=800ms.",
            HelpName = "NODE=DURATION",
        };
        var client = new Option<string[]>("--client")
        {
            Description = "A client the IdP knows, instead of app:app-secret; without a secret it is public.",
            HelpName = "ID:SECRET",
        };
        var nodePort = new Option<string[]>("--node-port")
        {
            Description = "A port of its own for one node, for example api-2=8407; 0 takes a free one.",
            HelpName = "NODE=N",
        };
        var quiet = new Option<bool>("--quiet") { Description = "Do not print what is refused." };
        var command = new Command("serve", "Serves the IdP and the API nodes on a port, for a client in any language; their clocks are moved while it runs.")
        {
            scenario, port, https, certificate, listen, token, urls, lifetime, nodes, offset, learns, client, nodePort, quiet,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(scenario) ?? [],
            parsed.GetValue(listen),
            new()
            {
                Port = parsed.GetValue(port),
                HttpsPort = parsed.GetValue(https),
                ControlToken = parsed.GetValue(token),
                Lifetime = parsed.GetValue(lifetime),
                ApiNodes = parsed.GetValue(nodes),
                Offsets = Split(parsed.GetValue(offset)),
                Learns = Split(parsed.GetValue(learns)),
                Clients = parsed.GetValue(client) ?? [],
                NodePorts = Split(parsed.GetValue(nodePort)),
            },
            new(parsed.GetValue(urls), parsed.GetValue(certificate)),
            parsed.GetValue(quiet),
            output,
            error));
        return command;
    }

    private static string[] Split(string[]? values) => [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries))];

    private static int Number(ArgumentResult argument, string option, int least, int largest, string example)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= largest)
            return number;
        argument.AddError($"{option}: '{text}' is not a whole number from {least} to {largest}; for example {example}");
        return 0;
    }

    private static int Run(string[] scenario, string? listen, ServeSettings settings, ServeFiles files, bool quiet, TextWriter output, TextWriter error)
    {
        List<string> problems = [];
        var loaded = ScenarioPaths.Load(scenario, problems);
        if (loaded.Count > 1)
        {
            var named = string.Join(", ", loaded.Take(Named).Select(file => file.Path));
            problems.Add($"serve takes one scenario, and these are {loaded.Count}: {named}{(loaded.Count > Named ? ", …" : "")}");
        }

        var address = IPAddress.Loopback;
        if (listen is not null && !IPAddress.TryParse(listen == "localhost" ? "127.0.0.1" : listen, out address))
            problems.Add($"--listen: '{listen}' is no IP address; for example --listen 0.0.0.0 for every address of this machine");
        try
        {
            if (problems.Count > 0)
                throw new BadInputException(string.Join(Environment.NewLine, problems));
            var asked = settings with { Scenario = loaded.Count > 0 ? loaded[0] : null, Listen = address! };
            return ServeSession.RunAsync(asked, files, quiet, output).GetAwaiter().GetResult();
        }
        catch (BadInputException problem)
        {
            error.WriteLine(problem.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
