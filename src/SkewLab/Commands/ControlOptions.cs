using System.CommandLine;
using System.Diagnostics;
using SkewLab.Input;
using SkewLab.Runs;
using SkewLab.Serve;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary>What every command for a running lab takes: where it is, and its control token.</summary>
internal sealed class ControlOptions
{
    private readonly Option<string?> _url =
        new("--url")
        {
            Description = $"Where the lab is; otherwise SKEWLAB_URL, or http://127.0.0.1:{ServePorts.Default}.",
            HelpName = "URL",
            Recursive = true
        };
    private readonly Option<string?> _token =
        new("--token") { Description = "The lab's control token; otherwise SKEWLAB_TOKEN.", HelpName = "T", Recursive = true };

    /// <summary>Adds the options to a command and to all beneath it.</summary>
    public void AddTo(Command command)
    {
        command.Add(_url);
        command.Add(_token);
    }

    /// <summary>Does something with the lab.</summary>
    /// <returns>The exit code.</returns>
    public int Run(ParseResult parsed, TextWriter error, Func<ControlClient, Task> work)
    {
        try
        {
            using var client = new ControlClient(Address(parsed), parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable("SKEWLAB_TOKEN"));
            work(client).GetAwaiter().GetResult();
            return ExitCode.Ok;
        }
        catch (BadInputException problem)
        {
            error.WriteLine(problem.Message);
        }
        catch (ControlException problem)
        {
            error.WriteLine(SentenceOf(problem, Address(parsed)));
        }

        return ExitCode.BadInput;
    }

    // What to do about it, in the command line's words.
    private static string SentenceOf(ControlException problem, Uri url) => problem switch
    {
        LabUnreachableException => $"{problem.Message.TrimEnd('.')}; start one with skewlab serve, or say where it is with --url or SKEWLAB_URL",
        LabNotTrustedException =>
            $"{problem.Message}: name the file that serve wrote with --certificate-file in SSL_CERT_FILE, or use the lab's http address",
        ControlRefusedException { Status: 401 } => $"The lab at {url} was started with --token: give the same one here with --token, or in SKEWLAB_TOKEN",
        ControlRefusedException or NoLabException => problem.Message,
        _ => throw new UnreachableException($"No sentence for {problem.GetType().Name}."),
    };

    private Uri Address(ParseResult parsed)
    {
        var text = parsed.GetValue(_url) ?? Environment.GetEnvironmentVariable("SKEWLAB_URL") ?? $"http://127.0.0.1:{ServePorts.Default}";
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new BadInputException($"--url: '{text}' is no address of a lab; for example --url http://127.0.0.1:{ServePorts.Default}");
    }
}
