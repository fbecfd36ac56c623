using System.Text;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Traffic;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.Traffic;

public sealed class CallRequestTests
{
    private const string Query = """{"paging":{"pageSize":25,"pageNumber":1}}""";

    [Fact]
    public void A_call_goes_where_its_executor_says_and_a_GET_has_no_body()
    {
        using var request = new CallRequest(Even("1/d") with { Request = "GET /api/v2/conversations/voice" }).Create();

        Assert.Equal("https://api.skewlab.test/api/v2/conversations/voice", request.RequestUri!.AbsoluteUri);
        Assert.Equal((HttpMethod.Get, null), (request.Method, request.Content));
    }

    [Fact]
    public async Task A_POST_asks_for_the_first_page_unless_it_is_said_otherwise()
    {
        using var request = new CallRequest(Post(null)).Create();

        Assert.Equal(HttpMethod.Post, request.Method);
        Assert.Equal("https://api.skewlab.test/api/v2/analytics/conversations/details/query", request.RequestUri!.AbsoluteUri);
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
        Assert.Equal(Query, Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync()));
    }

    [Theory]
    [InlineData(BodyKindName.Bytes, 2)]
    [InlineData(BodyKindName.Recreatable, 2)]
    [InlineData(BodyKindName.Stream, 1)]
    public async Task A_body_can_be_sent_as_often_as_its_kind_says(BodyKindName kind, int sends)
    {
        using var request = new CallRequest(Post(new() { Kind = kind, Size = ByteSize.Parse("64kB") })).Create();
        var sent = new List<byte[]>();

        for (var send = 1; send <= 2; send++)
        {
            using var wire = new MemoryStream();
            if (send <= sends)
                await request.Content!.CopyToAsync(wire);
            else
                await Assert.ThrowsAsync<InvalidOperationException>(() => request.Content!.CopyToAsync(wire));
            sent.Add(wire.ToArray());
        }

        Assert.Equal(64_000, sent[0].Length);
        Assert.Equal(Query, Encoding.UTF8.GetString(sent[0]).TrimStart(' '));
        Assert.Equal(sends == 2 ? sent[0] : [], sent[1]);
    }

    [Theory]
    [InlineData(BodyKindName.Bytes, 41)]
    [InlineData(BodyKindName.Recreatable, 41)]
    [InlineData(BodyKindName.Stream, null)]
    public void A_client_sees_how_long_a_body_is_unless_it_is_a_stream(BodyKindName kind, int? length)
    {
        using var request = new CallRequest(Post(new() { Kind = kind })).Create();

        Assert.Equal(length, request.Content!.Headers.ContentLength);
    }

    [Theory]
    [InlineData(BodyKindName.Bytes)]
    [InlineData(BodyKindName.Recreatable)]
    [InlineData(BodyKindName.Stream)]
    public void No_body_waits_for_anything(BodyKindName kind)
    {
        using var request = new CallRequest(Post(new() { Kind = kind, Size = ByteSize.Parse("1MB") })).Create();
        using var wire = new MemoryStream();

        Assert.True(request.Content!.CopyToAsync(wire).IsCompletedSuccessfully);
    }

    [Fact]
    public void Two_calls_do_not_share_a_stream()
    {
        var call = new CallRequest(Post(new() { Kind = BodyKindName.Stream }));
        using var one = call.Create();
        using var other = call.Create();

        Assert.NotSame(one.Content, other.Content);
    }

    [Theory]
    [InlineData(null, """{"paging":{"pageSize":25}}""")]
    [InlineData("a\"b", """{"paging":{"pageSize":25},"pageToken":"a\u0022b"}""")]
    public void A_cursor_is_written_as_json_and_left_out_for_the_first_page(string? cursor, string query) =>
        Assert.Equal(query, Encoding.UTF8.GetString(PageQuery.ByCursor(25, cursor)));

    private static TrafficSection Post(BodySection? body) => Even("1/d") with { Request = TrafficSection.PagedQuery, Body = body };
}
