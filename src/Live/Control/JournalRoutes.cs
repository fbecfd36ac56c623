using System.Globalization;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Control;

/// <summary>The journal: what was asked, what came of it and why.</summary>
internal static class JournalRoutes
{
    private const int LargestPage = 1000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<ControlRoute> All { get; } =
    [
        new("GET", "/journal", "The requests after since (0), at most limit (100, up to 1000); waits up to wait (0s, up to 60s) for the first. Go on with next.", null, ReadAsync),
        ControlRoute.Of("DELETE", "/journal", "Forgets every entry.", (live, _) =>
        {
            live.Lab.Journal.Clear();
            return null;
        }),
    ];

    private static async Task<object?> ReadAsync(LiveLab live, ControlRequest request)
    {
        var page = await live.Lab.Journal.ReadAsync(
            Number(request, "since", 0, long.MaxValue, 0),
            (int)Number(request, "limit", 1, LargestPage, 100),
            Wait(request),
            request.Http.RequestAborted).ConfigureAwait(false);
        return new { page.Entries, page.Next, page.Missed };
    }

    private static long Number(ControlRequest request, string name, long least, long most, long otherwise)
    {
        var text = request.Http.Request.Query[name].ToString();
        if (text.Length == 0)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ControlProblem(400, $"This is a whole number{(most == long.MaxValue ? "" : $" from {least} to {most}")}.", name, text);
    }

    private static TimeSpan Wait(ControlRequest request)
    {
        var text = request.Http.Request.Query["wait"].ToString();
        if (text.Length == 0)
            return TimeSpan.Zero;
        try
        {
            var wait = DurationText.Parse(text);
            return wait >= TimeSpan.Zero && wait <= LongestWait ? wait : throw new FormatException("This is 0s to 60s.");
        }
        catch (FormatException problem)
        {
            throw new ControlProblem(400, problem.Message, "wait", text);
        }
    }
}
