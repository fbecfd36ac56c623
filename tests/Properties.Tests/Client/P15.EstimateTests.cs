using System.Net;
using FsCheck.Xunit;
using SkewLab.Client;
using SkewLab.Properties.Tests.Worlds;
using SkewLab.VirtualTime;
using SkewLab.VirtualTime.Faults;

namespace SkewLab.Properties.Tests.Client;

/// <summary>P15, on the client alone, between two clocks of the lab.</summary>
public sealed class EstimateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Property(Arbitrary = [typeof(Cases)], MaxTest = 200, Replay = Cases.Seed, QuietOnSuccess = true)]
    public async Task P15_the_true_offset_lies_inside_the_estimates_interval(int number)
    {
        var dice = new Dice(number);
        var timeline = new VirtualTimeline();
        // A server's clock that is stepped after its last answer is not known to anybody (docs of ServerClockEstimate): it only drifts.
        var server = ClockModel.Build([new Offset(dice.EitherSign(Tick, TimeSpan.FromHours(1))), new Drift(dice.Count(-500, 500) * 1000)]);
        var steps = Enumerable.Range(0, dice.Count(0, 4)).Select(IClockFault (_) => new Jump(dice.Between(TimeSpan.Zero, TimeSpan.FromHours(6)), dice.Duration(Tick, TimeSpan.FromHours(1)) * dice.One(1, -1)));
        var client = new NodeClock(timeline, ClockModel.Build([new Offset(dice.EitherSign(Tick, TimeSpan.FromHours(24))), new Drift(dice.Count(-500, 500) * 1000), .. steps]), new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var handler = new SkewAwareHandler(new SkewAwareOptions
        {
            TokenEndpoint = new("https://idp.example/oauth/token"),
            ClientId = "client",
            ClientSecret = "the-client-secret",
            AllowedOrigins = [new("https://api.example/")],
            TimeProvider = client,
            Random = () => 0.5,
        })
        { InnerHandler = new Server(timeline, server, dice) };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

        for (var looks = 0; looks < 30; looks++)
        {
            using var response = await http.GetAsync(new Uri("https://api.example/things"));
            timeline.RunUntil(timeline.Now + dice.Duration(Tick, TimeSpan.FromMinutes(40)));
            if (handler.TokenEndpointClock is not { } estimate)
                continue;
            var truth = server.OffsetAt(timeline.Now) - client.Model.OffsetAt(timeline.Now);
            Assert.True(estimate.Low <= truth && truth <= estimate.High, $"At {timeline.Now} the truth is {truth}, the estimate {estimate.Low} to {estimate.High}.");
        }
    }

    /// <summary>IdP and API at once. Time passes while a message is under way.</summary>
    private sealed class Server(VirtualTimeline timeline, ClockModel clock, Dice dice) : HttpMessageHandler
    {
        private int _issued;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            timeline.RunUntil(timeline.Now + dice.Duration(Tick, TimeSpan.FromSeconds(4)));
            var response = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"access_token":"token-{{++_issued}}","token_type":"Bearer","expires_in":{{dice.Count(60, 3600)}}}"""),
                RequestMessage = request,
            };
            var now = clock.WallAt(timeline.Now);
            response.Headers.Date = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds));
            timeline.RunUntil(timeline.Now + dice.Duration(Tick, TimeSpan.FromSeconds(4)));
            return Task.FromResult(response);
        }
    }
}
