using System.Text.Json;

namespace SkewLab.Simulation.Tests.Support;

/// <summary>A client that answers the paged query by itself: a page for each number or cursor, except where a test has another answer.</summary>
internal sealed class PagedApi
{
    private readonly Dictionary<int, HttpResponseMessage> _others = [];
    private int _calls;

    /// <summary>What was asked for, call by call: <c>1</c> by number, <c>after 1</c> by cursor.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Answers with the pages of a query.</summary>
    public ActingClient Client => new(async (environment, request, _) =>
    {
        await Task.Delay(Delay, environment.Time).ConfigureAwait(false);
        return await AnswerAsync(request).ConfigureAwait(false);
    });

    /// <summary>How long each answer takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The call with a number, from 1, is answered with a status.</summary>
    public PagedApi At(int call, int status)
    {
        _others[call] = new((System.Net.HttpStatusCode)status);
        return this;
    }

    /// <summary>The call with a number, from 1, is answered with a body.</summary>
    public PagedApi At(int call, string body)
    {
        _others[call] = new() { Content = new StringContent(body) };
        return this;
    }

    /// <summary>A page as the API writes it.</summary>
    public static string Page(int page, int size, bool hasNext = true) => JsonSerializer.Serialize(new
    {
        conversations = Enumerable.Range((page - 1) * size, size).Select(index => new { conversationId = $"conversation {index}" }),
        totalHits = 250_000,
        nextPageToken = hasNext ? $"after {page}" : null,
    });

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request)
    {
        using var query = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync().ConfigureAwait(false));
        var paging = query.RootElement.GetProperty("paging");
        var cursor = query.RootElement.TryGetProperty("pageToken", out var token) ? token.GetString()! : "";
        var page = paging.TryGetProperty("pageNumber", out var number) ? number.GetInt32() : cursor.Length == 0 ? 1 : 1 + int.Parse(cursor.Split(' ')[1]);
        Asked.Add(number.ValueKind == JsonValueKind.Number ? $"{page}" : cursor);
        return _others.GetValueOrDefault(++_calls) ?? new() { Content = new StringContent(Page(page, paging.GetProperty("pageSize").GetInt32())) };
    }
}
