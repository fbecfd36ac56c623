using SkewLab.FakeIdp.Catalog;
using SkewLab.Reports;
using SkewLab.Testing.Journaling;

namespace SkewLab.Serve;

/// <summary>Journal entries as lines for people: what was refused in the colour of its cause, and the arithmetic beneath.</summary>
/// <param name="output">Where to.</param>
/// <param name="paint">Colours or not.</param>
/// <param name="all">Whether to print what went well, too.</param>
internal sealed class JournalPrinter(TextWriter output, Paint paint, bool all)
{
    /// <summary>Prints what a page holds.</summary>
    public void Print(JournalPage page)
    {
        if (page.Missed > 0)
            output.WriteLine($"({page.Missed} older entries are gone)");
        foreach (var entry in page.Entries.Where(entry => all || IsTrouble(entry)))
            Print(entry);
        output.Flush();
    }

    private static bool IsTrouble(JournalEntry entry) => entry.Status is 0 or >= 400 || entry.IsDropped || entry.IsInjected;

    private void Print(JournalEntry entry)
    {
        var what = entry switch
        {
            { IsDropped: true } => "dropped",
            { Cause: { } cause } => $"{entry.Status} {cause}",
            { IsRateLimited: true } => $"{entry.Status} rate limit",
            { Error: { } error } => $"{entry.Status} {error}",
            _ => $"{entry.Status}",
        };
        var colour = entry.Cause ?? (entry.IsInjected ? "injected" : IsTrouble(entry) ? "other" : null);
        var who = string.Join(' ', new[] { entry.ClientId, entry.Token, entry.Issued is null ? null : $"-> {entry.Issued}" }.OfType<string>());
        var asked = $"{entry.Method} {entry.Path}{(who.Length > 0 ? "   " + who : "")}";
        output.WriteLine($"{entry.NodeNow.UtcDateTime:HH:mm:ss.fff}  {entry.Node,-6} {paint.OfCause(colour, $"{what,-20}")} {asked}");
        if (entry.Sentence is { } sentence)
            output.WriteLine($"              {sentence}");
        else if (entry.Role == NodeRole.Idp && entry.Error is not null && entry.IsInjected)
            output.WriteLine("              a fault that was asked for; no request would have helped");
    }
}
