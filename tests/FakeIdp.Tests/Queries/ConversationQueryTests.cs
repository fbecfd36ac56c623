using System.Net.Http.Headers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The paged query: pages by number and by cursor, and every body that is none.</summary>
public class ConversationQueryTests
{
    private const string Path = "/api/v2/analytics/conversations/details/query";

    [Fact]
    public async Task Pages_by_number_hold_the_same_hits_at_every_asking()
    {
        var lab = NewLab(hits: 60);

        var first = await Query(lab, """{"paging":{"pageSize":25,"pageNumber":1}}""");
        var third = await Query(lab, """{"interval":"x","paging":{"pageSize":25,"pageNumber":3}}""");

        Assert.Equal((200, 25, 60, 1), (first.Status, Ids(first).Count, first.Json.GetProperty("totalHits").GetInt32(), first.Decision.Page));
        // 60 = 25 + 25 + 10.
        Assert.Equal((10, 3, false), (Ids(third).Count, third.Decision.Page, third.Json.TryGetProperty("nextPageToken", out _)));
        Assert.Equal(Ids(first), Ids(await Query(lab, "{}")));
        Assert.All(Ids(first), id => Assert.True(Guid.TryParse(id, out _)));
        Assert.Equal(Ids(first)[24], Ids(await Query(lab, """{"paging":{"pageSize":1,"pageNumber":25}}""")).Single());
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(7, 60)]
    [InlineData(20, 60)]
    [InlineData(100, 60)]
    [InlineData(25, 0)]
    public async Task A_walk_by_cursor_meets_every_hit_once_at_whichever_node(int size, int hits)
    {
        var lab = NewLab(hits);
        var other = new ApiNode("api-3", lab.ApiClock, lab.Idp, lab.Api.Settings);
        var (seen, pages, cursor) = (new List<string>(), new List<int?>(), "");

        for (var more = true; more;)
        {
            var reply = await Query(lab, $$"""{"paging":{"pageSize":{{size}}},"pageToken":"{{cursor}}"}""", node: pages.Count % 2 == 0 ? lab.Api : other);
            seen.AddRange(Ids(reply));
            pages.Add(reply.Decision.Page);
            more = reply.Json.TryGetProperty("nextPageToken", out var next);
            cursor = more ? next.GetString() : null;
        }

        Assert.Equal((hits, hits), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(Enumerable.Range(1, Math.Max(1, (hits + size - 1) / size)).Cast<int?>(), pages);
    }

    [Fact]
    public async Task A_page_behind_the_last_is_empty_and_a_quarter_million_hits_are_the_default()
    {
        var reply = await Query(new Lab(), """{"paging":{"pageSize":100,"pageNumber":2147483647}}""");

        Assert.Equal("""{"conversations":[],"totalHits":250000}""", reply.Body);
        Assert.Equal(int.MaxValue, reply.Decision.Page);
        Assert.Throws<ArgumentOutOfRangeException>(() => NewLab(-1));
    }

    [Theory]
    [InlineData("""{"paging":{"pageSize":null,"pageNumber":2},"pageToken":""}""", 2)]
    [InlineData("""{"paging":{"pageNumber":2},"pageToken":null}""", 2)]
    [InlineData("""{"paging":null,"pageToken":null}""", 1)]
    [InlineData("""{"paging":{"pageNumber":null}}""", 1)]
    public async Task Null_and_an_empty_cursor_count_as_left_out(string body, int page) => Assert.Equal(page, (await Query(NewLab(60), body)).Decision.Page);

    [Theory]
    [InlineData("", "The body is not JSON.")]
    [InlineData("{", "The body is not JSON.")]
    [InlineData("{}{}", "The body is not JSON.")]
    [InlineData("<html>", "The body is not JSON.")]
    [InlineData("""{"pageToken":"\ud800"}""", "The body is not JSON.")]
    [InlineData("""{"\ud80":1}""", "The body is not JSON.")]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("null", "The body must be a JSON object.")]
    [InlineData("1e999", "The body must be a JSON object.")]
    [InlineData("""{"paging":[]}""", "paging must be an object.")]
    [InlineData("""{"paging":{"pageSize":0}}""", "paging.pageSize must be an integer from 1 to 100.")]
    [InlineData("""{"paging":{"pageSize":101}}""", "paging.pageSize must be an integer from 1 to 100.")]
    [InlineData("""{"paging":{"pageSize":1.5}}""", "paging.pageSize must be an integer from 1 to 100.")]
    [InlineData("""{"paging":{"pageSize":"25"}}""", "paging.pageSize must be an integer from 1 to 100.")]
    [InlineData("""{"paging":{"pageNumber":0}}""", "paging.pageNumber must be an integer from 1.")]
    [InlineData("""{"paging":{"pageNumber":2147483648}}""", "paging.pageNumber must be an integer from 1.")]
    [InlineData("""{"paging":{"pageNumber":true}}""", "paging.pageNumber must be an integer from 1.")]
    [InlineData("""{"pageToken":5}""", "pageToken must be a string.")]
    [InlineData("""{"pageToken":{}}""", "pageToken must be a string.")]
    [InlineData("""{"pageToken":"x"}""", "pageToken is not one that this API gave.")]
    [InlineData("""{"pageToken":"AAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", "pageToken is not one that this API gave.")]
    [InlineData("""{"pageToken":"!!!!!!!!!!!!!!!!!!!!!!!!!!!"}""", "pageToken is not one that this API gave.")]
    [InlineData("""{"paging":{"pageNumber":1},"pageToken":"x"}""", "Ask by paging.pageNumber or by pageToken, not by both.")]
    public async Task A_body_that_is_no_query_is_400_in_the_Genesys_shape(string body, string message)
    {
        var reply = await Query(NewLab(60), body);

        Assert.Equal((400, "bad.request", message, 400), (reply.Status, Code(reply), reply.Json.GetProperty("message").GetString(), reply.Json.GetProperty("status").GetInt32()));
        Assert.Equal((null, null), (reply.Decision.Page, reply.Decision.Refusal));
    }

    [Fact]
    public async Task JSON_that_is_too_deep_and_bytes_that_are_no_UTF_8_are_400()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000));

        Assert.Equal(400, (await Query(NewLab(60), deep)).Status);
        Assert.Equal(400, (await Send(NewLab(60), new ByteArrayContent([.. "{\"pageToken\":\""u8, 0xff, 0xfe, .. "\"}"u8]))).Status);
    }

    [Fact]
    public async Task A_body_may_be_padded_to_one_megabyte_and_not_a_byte_further()
    {
        var lab = NewLab(60);
        var longest = "{}".PadRight(1024 * 1024);

        Assert.Equal(200, (await Query(lab, longest)).Status);
        var reply = await Query(lab, longest + " ");
        Assert.Equal((413, "payload.too.large", "The body is longer than 1048576 bytes."), (reply.Status, Code(reply), reply.Json.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task A_cursor_of_another_seed_or_with_one_character_changed_is_refused()
    {
        var lab = NewLab(60);
        var cursor = (await Query(lab, "{}")).Json.GetProperty("nextPageToken").GetString()!;
        var stranger = new Lab(new IdpSettings { Seed = 1 });

        Assert.Equal(200, (await Query(lab, $$"""{"pageToken":"{{cursor}}"}""")).Status);
        Assert.Equal(400, (await Query(stranger, $$"""{"pageToken":"{{cursor}}"}""")).Status);
        Assert.Equal(400, (await Query(lab, $$"""{"pageToken":"{{(cursor[0] == 'A' ? 'B' : 'A') + cursor[1..]}}"}""")).Status);
    }

    [Fact]
    public async Task It_takes_a_good_token_with_its_scope_and_no_other_method()
    {
        var lab = NewLab(60);
        var small = (await lab.PostAs("grant_type=client_credentials&scope=users:readonly")).Json.GetProperty("access_token").GetString()!;

        Assert.Equal(401, (await Send(lab, new StringContent("{}"), "garbage")).Status);
        Assert.Equal(403, (await Send(lab, new StringContent("{}"), small)).Status);
        Assert.Equal(405, (await lab.Get(small, Path)).Status);
    }

    [Property(Arbitrary = [typeof(Bodies)], MaxTest = 300, QuietOnSuccess = true)]
    public async Task<bool> Whatever_the_body_the_answer_is_200_or_400(string body) => (await Send(NewLab(60), new StringContent(body))).Status is 200 or 400;

    private static Lab NewLab(int hits) => new(api: new ApiSettings { QueryHits = hits });

    private static Task<Reply> Query(Lab lab, string body, ApiNode? node = null) => Send(lab, new StringContent(body, Encoding.UTF8, "application/json"), node: node);

    private static async Task<Reply> Send(Lab lab, HttpContent body, string? token = null, ApiNode? node = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "http://api.test" + Path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? await lab.NewToken());
        return await Lab.Send(node ?? lab.Api, request);
    }

    private static List<string> Ids(Reply reply) =>
        [.. reply.Json.GetProperty("conversations").EnumerateArray().Select(conversation => conversation.GetProperty("conversationId").GetString()!)];

    private static string? Code(Reply reply) => reply.Json.GetProperty("code").GetString();

    public static class Bodies
    {
        private static readonly Gen<string> Parts = Gen.Elements("{", "}", "[", "]", ":", ",", "\"", "paging", "pageSize", "\"pageToken\"", "\"paging\"", "1", "-1", "1e400", "null", "\\ud800", "\\u0000", " ", "é");

        public static Arbitrary<string> Body() => Gen.Constant("{\"paging\":{}}").Or(Parts.ArrayOf().Select(string.Concat)).ToArbitrary();
    }
}
