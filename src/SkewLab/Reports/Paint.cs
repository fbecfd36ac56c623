using SkewLab.Simulation.Verdicts;
using Spectre.Console;

namespace SkewLab.Reports;

/// <summary>Colours for a terminal; plain text for everything else, and where <c>NO_COLOR</c> is set.</summary>
/// <param name="output">Where the text goes.</param>
internal sealed class Paint(TextWriter output)
{
    private readonly bool _isOn = output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.ColorSystem != ColorSystem.NoColors;

    /// <summary>Headings.</summary>
    public string Bold(string text) => Wrap(text, "1");

    /// <summary>A verdict in its colour.</summary>
    public string Verdict(Verdict verdict, string text) => verdict switch
    {
        Simulation.Verdicts.Verdict.Survives => Wrap(text, "32"),
        Simulation.Verdicts.Verdict.Reproduced => Wrap(text, "33"),
        Simulation.Verdicts.Verdict.None => text,
        _ => Wrap(text, "31"),
    };

    private string Wrap(string text, string code) => _isOn ? $"\e[{code}m{text}\e[0m" : text;
}
