using FsCheck.Xunit;
using SkewLab.Properties.Tests.Worlds;

namespace SkewLab.Properties.Tests.Client;

/// <summary>P10, on the client alone.</summary>
public sealed class ContentTests
{
    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200, Replay = Cases.Seed, QuietOnSuccess = true)]
    public async Task P10_content_that_cannot_be_read_twice_is_sent_once_and_the_rest_is_resent_to_the_byte(int number)
    {
        var dice = new Dice(number);
        var body = dice.Text(dice.Count(0, 3000));
        var (isStream, limit, refusals) = (dice.OneIn(2), dice.One(0, 1000, 4000), dice.Count(0, 6));
        using var bench = new Bench(options => options.ReplayBufferLimitBytes = limit);
        var left = refusals;
        bench.Network.Api = _ => left-- > 0 ? FakeNetwork.Refuse() : FakeNetwork.Ok();
        // Its first answer makes a token known; a refusal then means it, and is answered by another one.
        if (dice.OneIn(2))
            (left, _) = (0, await bench.GetAsync());
        left = refusals;
        bench.Network.Bodies.Clear();
        bench.Network.Responses.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = isStream ? new StreamContent(new ReadOnce(body)) : new StringContent(body) };

        using var response = await bench.Time.DriveAsync(bench.Start(request));

        Assert.All(bench.Network.Bodies, sent => Assert.Equal(body, sent));
        if (isStream && body.Length > limit)
            Assert.Single(bench.Network.Bodies);
        if (!isStream && refusals == 1)
            Assert.Equal((200, 2), ((int)response.StatusCode, bench.Network.Bodies.Count));
        Assert.All(bench.Network.Responses.SkipLast(1), earlier => Assert.True(earlier.IsDisposed));
        Assert.False(bench.Network.Responses.Last().IsDisposed);
    }

    // It knows its length, as a file does, and can be read to its end once.
    private sealed class ReadOnce(string text) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text), writable: false)
    {
        private bool _isRead;

        public override int Read(Span<byte> buffer) => Note(base.Read(buffer));

        public override int Read(byte[] buffer, int offset, int count) => Note(base.Read(buffer, offset, count));

        private int Note(int read)
        {
            Assert.False(_isRead && read > 0, "The content was read a second time.");
            _isRead |= read == 0;
            return read;
        }
    }
}
