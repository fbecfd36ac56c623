using System.CommandLine;

namespace SkewLab.Commands;

/// <summary><c>skewlab keys</c>: rotates the signing keys of a running lab.</summary>
internal static class KeysCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var control = new ControlOptions();
        var lead = new Option<TimeSpan?>("--publish-lead")
        {
            Description = "How long the new key is published before it signs; 0s by default.",
            HelpName = "DURATION",
            CustomParser = argument => OptionValue.Duration(argument, "--publish-lead"),
        };
        var retire = new Option<TimeSpan?>("--retire")
        {
            Description = "How long the old key stays published after that; 0s by default.",
            HelpName = "DURATION",
            CustomParser = argument => OptionValue.Duration(argument, "--retire"),
        };
        var rotate = new Command("rotate", "Publishes a new signing key.") { lead, retire };
        rotate.SetAction(parsed => control.Run(parsed, error, async lab =>
        {
            await lab.RotateKeysAsync(new() { PublishLead = parsed.GetValue(lead), Retire = parsed.GetValue(retire) });
            output.WriteLine("the IdP has a new key");
        }));
        var command = new Command("keys", "Rotates the signing keys of a running lab.") { rotate };
        control.AddTo(command);
        return command;
    }
}
