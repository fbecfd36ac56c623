using System.Buffers;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Randomness;

namespace SkewLab.FakeIdp.Queries;

/// <summary><c>POST /api/v2/analytics/conversations/details/query</c>: pages of made-up hits, by number or by cursor.</summary>
internal static class ConversationQueryEndpoint
{
    /// <summary>1 MB. Clients pad bodies up to it.</summary>
    public const int MaximumBytes = 1024 * 1024;

    public static async Task Answer(HttpContext context, NodeDecision decision, ApiNode node)
    {
        var (query, status, problem) = await Read(context.Request, node.Idp.Settings.Seed, context.RequestAborted);
        await (query is null ? ApiError.WriteBadBody(context, node, status, problem) : Answer(context.Response, decision, node, query.Value));
    }

    private static async ValueTask<(ConversationQuery? Query, int Status, string Problem)> Read(HttpRequest request, ulong seed, CancellationToken cancellationToken)
    {
        var tooLong = ((ConversationQuery?)null, 413, $"The body is longer than {MaximumBytes} bytes.");
        if (request.ContentLength > MaximumBytes)
            return tooLong;
        var buffer = ArrayPool<byte>.Shared.Rent(MaximumBytes + 1);
        try
        {
            var memory = buffer.AsMemory(0, MaximumBytes + 1);
            var length = await request.Body.ReadAtLeastAsync(memory, memory.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaximumBytes ? tooLong : (ConversationQuery.Parse(memory[..length], seed, out var problem), 400, problem);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Task Answer(HttpResponse response, NodeDecision decision, ApiNode node, ConversationQuery query)
    {
        decision.Page = query.Page;
        var seed = node.Idp.Settings.Seed;
        var hits = node.Settings.QueryHits;
        var end = Math.Min(query.First + query.Size, hits);
        return HttpAnswer.WriteJson(response, 200, HttpAnswer.Json, json =>
        {
            json.WriteStartArray("conversations");
            for (var hit = query.First; hit < end; hit++)
            {
                json.WriteStartObject();
                json.WriteString("conversationId", SeededText.Uuid(seed, "conversation", hit));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteNumber("totalHits", hits);
            if (end > query.First && end < hits)
                json.WriteString("nextPageToken", PageCursor.Write(end, query.Page + 1, seed));
        });
    }
}
