using System.CommandLine;
using SkewLab.Scenarios;

namespace SkewLab.Commands;

/// <summary><c>skewlab schema</c>: the JSON schema of scenario files, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("schema", "Prints the JSON schema of scenario files, for editors.");
        command.SetAction(_ => output.WriteLine(ScenarioSchema.Create()));
        return command;
    }
}
