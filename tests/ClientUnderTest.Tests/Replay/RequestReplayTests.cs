using System.Net;
using System.Net.Http.Json;
using SkewLab.Client.Replay;

namespace SkewLab.Client.Tests.Replay;

public class RequestReplayTests
{
    [Fact]
    public async Task A_body_in_memory_is_resent_byte_for_byte()
    {
        using var bench = await RevokedBench();

        using var response = await bench.Start(Post(new StringContent("päyload")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["päyload", "päyload"], bench.Network.Bodies);
    }

    [Fact]
    public async Task A_stream_is_sent_once_and_the_refused_token_is_renewed_for_the_next_call()
    {
        using var bench = await RevokedBench();

        using var response = await bench.Start(Post(new StreamContent(new MemoryStream([1, 2, 3]))));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Single(bench.Network.Bodies);
        Assert.Equal(200, await bench.GetAsync());
        Assert.Equal([1, 1, 2], bench.Sent);
    }

    [Theory]
    [InlineData(3, HttpStatusCode.OK)]
    [InlineData(2, HttpStatusCode.Unauthorized)]
    public async Task A_stream_is_resent_when_it_fits_the_buffer_that_was_asked_for(int limitBytes, HttpStatusCode status)
    {
        using var bench = await RevokedBench(limitBytes);

        using var response = await bench.Start(Post(new StreamContent(new MemoryStream("abc"u8.ToArray()))));

        Assert.Equal(status, response.StatusCode);
        Assert.All(bench.Network.Bodies, body => Assert.Equal("abc", body));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Unauthorized)]
    [InlineData(6, HttpStatusCode.Unauthorized)]
    [InlineData(7, HttpStatusCode.OK)]
    public async Task Json_is_resent_when_it_fits_the_buffer_that_was_asked_for(int limitBytes, HttpStatusCode status)
    {
        using var bench = await RevokedBench(limitBytes);

        using var response = await bench.Start(Post(JsonContent.Create(new { a = 1 })));

        Assert.Equal(status, response.StatusCode);
        Assert.All(bench.Network.Bodies, body => Assert.Equal("""{"a":1}""", body));
    }

    [Fact]
    public async Task A_call_whose_body_takes_time_to_buffer_sees_to_the_renewal_that_is_due_like_any_other()
    {
        using var bench = new Bench(options => options.ReplayBufferLimitBytes = 100);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(3540));
        var body = new LateContent();
        var call = bench.Start(Post(body));

        body.Written.SetResult();
        using var response = await call;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([1, 1], bench.Sent);
        Assert.Equal(2, bench.TokenRequests);
    }

    [Fact]
    public void A_copy_is_another_object_with_the_same_address_headers_and_options()
    {
        using var request = Post(new StringContent("x"));
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.Headers.Add("X-Trace", "7");
        request.Headers.TryAddWithoutValidation("User-Agent", "no (valid");
        request.Options.Set(new HttpRequestOptionsKey<string>("key"), "value");

        using var copy = RequestReplay.Copy(request);

        Assert.NotSame(request, copy);
        Assert.Equal((request.Method, request.RequestUri, request.Content), (copy.Method, copy.RequestUri, copy.Content));
        Assert.Equal((request.Version, request.VersionPolicy), (copy.Version, copy.VersionPolicy));
        Assert.Equal("7", Assert.Single(copy.Headers.GetValues("X-Trace")));
        Assert.Equal("no (valid", copy.Headers.NonValidated["User-Agent"].ToString());
        Assert.True(copy.Options.TryGetValue(new HttpRequestOptionsKey<string>("key"), out var value));
        Assert.Equal("value", value);
    }

    [Fact]
    public async Task Nothing_is_buffered_where_nobody_asked_for_it_however_short()
    {
        using var request = Post(new StreamContent(new MemoryStream([])));

        Assert.False(await RequestReplay.PrepareAsync(request, bufferLimitBytes: 0, default));
    }

    [Fact]
    public async Task Parts_are_resent_if_each_of_them_is_in_memory()
    {
        using var bench = await RevokedBench();
        using var inMemory = new MultipartContent { new StringContent("a"), new ReadOnlyMemoryContent("b"u8.ToArray()) };
        using var response = await bench.Start(Post(inMemory));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        using var other = await RevokedBench();
        using var streamed = new MultipartContent { new StringContent("a"), new StreamContent(new MemoryStream([1])) };
        using var refused = await other.Start(Post(streamed));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static HttpRequestMessage Post(HttpContent content) => new(HttpMethod.Post, "/things") { Content = content };

    /// <summary>A body of three bytes that is there when a test says so.</summary>
    private sealed class LateContent : HttpContent
    {
        public TaskCompletionSource Written { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await Written.Task;
            await stream.WriteAsync("abc"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 3;
            return true;
        }
    }

    // A token that was accepted, is ten minutes old and then revoked.
    private static async Task<Bench> RevokedBench(int limitBytes = 0)
    {
        var bench = new Bench(options => options.ReplayBufferLimitBytes = limitBytes);
        await bench.GetAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(10));
        bench.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        return bench;
    }
}
