using System.Diagnostics;
using SkewLab.Verdicts.Judging;

namespace SkewLab.Reports;

/// <summary>Colours for a terminal; plain text for everything else.</summary>
/// <param name="isOn">Whether to colour.</param>
internal sealed class Paint(bool isOn)
{
    /// <summary>Colours where <paramref name="output"/> is the console and the console wants them.</summary>
    public static Paint For(TextWriter output) => new(output == Console.Out && IsWanted(!Console.IsOutputRedirected, Environment.GetEnvironmentVariable));

    /// <summary>Whether a console wants colours: a terminal that knows them, with <c>NO_COLOR</c> unset or empty (no-color.org).</summary>
    /// <param name="isTerminal">Whether it is a terminal.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static bool IsWanted(bool isTerminal, Func<string, string?> environment) =>
        isTerminal && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") != "dumb";

    /// <summary>Headings.</summary>
    public string Bold(string text) => Wrap(text, "1");

    /// <summary>A verdict in its colour.</summary>
    public string OfVerdict(Verdict verdict, string text) => verdict switch
    {
        Verdict.Survives => Wrap(text, "32"),
        Verdict.Reproduced or Verdict.Impossible or Verdict.Pending => Wrap(text, "33"),
        Verdict.Fails or Verdict.Unsound => Wrap(text, "31"),
        Verdict.None => text,
        _ => throw new UnreachableException($"No colour for {verdict}."),
    };

    /// <summary>A refusal in the colour of its kind: too late, too early, not heard of yet, taken back, asked for; all else is the request's own
    /// fault.</summary>
    public string OfCause(string? cause, string text) => cause switch
    {
        null => text,
        "expired" => Wrap(text, "33"),
        "not_yet_valid" or "issued_in_future" => Wrap(text, "35"),
        "not_propagated" or "unknown_kid" => Wrap(text, "36"),
        "revoked" or "retired_kid" => Wrap(text, "34"),
        "injected" => Wrap(text, "90"),
        _ => Wrap(text, "31"),
    };

    private string Wrap(string text, string code) => isOn ? $"\e[{code}m{text}\e[0m" : text;
}
