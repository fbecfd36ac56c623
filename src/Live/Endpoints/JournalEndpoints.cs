using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.Testing.Journaling;

namespace SkewLab.Testing.Endpoints;

/// <summary>The journal: what was asked, what came of it and why.</summary>
internal static class JournalEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/journal", ReadAsync)
            .WithSummary("The requests after since (0), at most limit (100, up to 1000); waits up to wait (0s, up to 60s) for the first. Go on with next.");
        routes.MapDelete("/journal", (ControlTarget target) => target.Lab.Journal.Clear()).WithSummary("Forgets every entry.");
    }

    private static Task<JournalPage> ReadAsync(ControlTarget target, JournalQuery query, CancellationToken cancellationToken) =>
        target.Lab.Journal.ReadAsync(query.Since, query.Limit, query.Wait, cancellationToken);
}
