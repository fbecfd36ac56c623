using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Which part of the journal is asked for.</summary>
/// <param name="Since">The sequence number after which to begin.</param>
/// <param name="Limit">How many entries at most.</param>
/// <param name="Wait">How long to wait for the first.</param>
internal sealed record JournalQuery(long Since, int Limit, TimeSpan Wait) : IEndpointParameterMetadataProvider
{
    private const int UsualPage = 100;

    /// <exception cref="ControlProblem">A value is not what it should be.</exception>
    public static ValueTask<JournalQuery> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var since = Number(query, "since", 0, long.MaxValue, 0);
        var limit = (int)Number(query, "limit", 1, ControlClient.LargestPage, UsualPage);
        return new(new JournalQuery(since, limit, WaitOf(query)));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new QueryMetadata("since", "integer", "The sequence number after which to begin; 0 begins with the oldest."));
        builder.Metadata.Add(new QueryMetadata("limit", "integer", $"How many entries at most: 1 to {ControlClient.LargestPage}, {UsualPage} unless given."));
        builder.Metadata.Add(new QueryMetadata("wait", "string", "How long to wait for the first entry: 0s, unless given, to 60s."));
    }

    private static long Number(IQueryCollection query, string name, long least, long most, long otherwise)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ControlProblem(400, $"This is a whole number{(most == long.MaxValue ? "" : $" from {least} to {most}")}.", name, text);
    }

    private static TimeSpan WaitOf(IQueryCollection query)
    {
        var text = query["wait"].ToString();
        if (text.Length == 0)
            return TimeSpan.Zero;
        try
        {
            var wait = DurationText.Parse(text);
            return wait >= TimeSpan.Zero && wait <= ControlClient.LongestWait ? wait : throw new FormatException("This is 0s to 60s.");
        }
        catch (FormatException problem)
        {
            throw new ControlProblem(400, problem.Message, "wait", text);
        }
    }
}

/// <summary>What a route's description says of one of its query's parameters.</summary>
internal sealed record QueryMetadata(string Name, string Type, string Description);
