using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.Testing.Nodes;

namespace SkewLab.Testing.Hosting;

/// <summary>Sends each request to its node: by the port it came in at, the path's first segment, the host's first label, or the path itself.</summary>
/// <param name="main">Whose nodes, unless a feature of the request names another lab.</param>
/// <param name="server">Knows the ports that the main lab's nodes have of their own.</param>
internal sealed class NodeRouter(LabState main, LabServer server)
{
    public void Use(IApplicationBuilder app) => app.Use(next => context => AnswerAsync(context, next));

    private async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var lab = context.Features.Get<LabState>() ?? main;
        var nodes = lab.Nodes;
        var at = lab.Time.GetUtcNow();
        var isPreflight = BrowserAccess.IsPreflight(context.Request);
        var feature = new NodeFeature(NodeOf(context, lab, nodes, isPreflight));
        BrowserAccess.Allow(context.Response);
        // No node sees it, and no journal: it is the browser's question, not the client's.
        if (isPreflight)
        {
            BrowserAccess.AnswerPreflight(context, feature.Node);
            return;
        }

        context.Features.Set<INodeFeature>(feature);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            if (feature.Decision is { } decision)
                Record(lab, context.Request, decision, nodes.Idp, at);
        }

        // What was written is still in the server's buffer: a short answer leaves with the end of the request.
        if (feature.Decision is { IsDropped: true })
            context.Abort();
    }

    private LabNode NodeOf(HttpContext context, LabState lab, LabNodes nodes, bool isPreflight)
    {
        if (lab == main && server.NodeAt(context.Connection.LocalPort) is { } own)
            return nodes.Find(own)!;
        var request = context.Request;
        var path = request.Path.Value ?? "";
        var end = path.IndexOf('/', Math.Min(1, path.Length));
        var segment = path.Length == 0 ? "" : end < 0 ? path[1..] : path[1..end];
        if (nodes.Find(segment) is { } named)
        {
            request.PathBase = request.PathBase.Add("/" + segment);
            request.Path = end < 0 ? "/" : path[end..];
            return named;
        }

        var host = request.Host.Host;
        return nodes.Find(host.IndexOf('.') is > 0 and var dot ? host[..dot] : host) ?? (isPreflight ? nodes.Next(path) : nodes.Choose(path));
    }

    private static void Record(LabState lab, HttpRequest request, NodeDecision decision, IdpNode idp, DateTimeOffset at)
    {
        var refusal = decision.Refusal ?? decision.Suppressed;
        lab.Journal.Add(sequence => new()
        {
            Sequence = sequence,
            At = at,
            Node = decision.Node.Name,
            Role = decision.Role,
            NodeNow = decision.Now,
            IdpNow = refusal?.IdpNow ?? (decision.Role == NodeRole.Idp ? decision.Now : idp.Time.GetUtcNow()),
            Method = Printable(request.Method, 20),
            Path = Printable(request.Path.Value ?? "", 200),
            Status = decision.Status,
            ClientId = decision.ClientId is { } client ? Printable(client, 80) : null,
            GrantType = decision.GrantType,
            Token = decision.Token?.Name,
            Issued = decision.Issued?.Name,
            Error = decision.Error,
            Cause = refusal?.CauseName,
            Sentence = refusal?.Sentence(),
            IsInjected = decision.IsInjected,
            IsDropped = decision.IsDropped,
            IsRateLimited = decision.IsRateLimited,
        });
    }

    // It comes from outside and goes to terminals.
    private static string Printable(string text, int length) =>
        string.Concat(text.Take(length).Select(character => character is >= ' ' and <= '~' ? character : '?')) + (text.Length > length ? "…" : "");
}
