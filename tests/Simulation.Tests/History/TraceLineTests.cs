using System.Text;
using SkewLab.Explanations.History;
using SkewLab.Simulation.History;

namespace SkewLab.Simulation.Tests.History;

public sealed class TraceLineTests
{
    private static readonly TimeSpan At = TimeSpan.FromTicks(12_345_678_901);
    private static readonly WorldEvent Api = new()
    {
        Kind = EventKind.RequestSent,
        At = At,
        Wall = At - TimeSpan.FromHours(1),
        Client = 1,
        Call = new(17, 1, At),
        Attempt = 2,
        Node = "api-3",
        Text = "GET /api/v2/users/me",
        Status = 200,
    };

    private static readonly WorldEvent Idp = Api with { Attempt = 0, Node = "idp", Text = "POST /oauth/token", IsTokenRequest = true };

    [Theory]
    [InlineData(EventKind.CallStarted, "1234.5678901 call client-2 #17/2\n")]
    [InlineData(EventKind.CallSkipped, "1234.5678901 skip client-2 #17/2\n")]
    [InlineData(EventKind.RequestSent, "1234.5678901 send client-2 #17/2 api-3 GET /api/v2/users/me wall=-2365.4321099\n")]
    [InlineData(EventKind.Served, "1234.5678901 serve api-3 200 wall=-2365.4321099\n")]
    [InlineData(EventKind.Lost, "1234.5678901 lost client-2 #17/2 api-3 GET /api/v2/users/me\n")]
    [InlineData(EventKind.ResponseReceived, "1234.5678901 recv client-2 #17/2 api-3 200 wall=-2365.4321099\n")]
    [InlineData(EventKind.ExchangeAbandoned, "1234.5678901 quit client-2 #17/2 api-3 GET /api/v2/users/me wall=-2365.4321099\n")]
    [InlineData(EventKind.CallEnded, "1234.5678901 done client-2 #17/2 200\n")]
    [InlineData(EventKind.TimelineChanged, "1234.5678901 then GET /api/v2/users/me\n")]
    public void Every_kind_of_event_has_a_line(EventKind kind, string line)
    {
        Assert.Equal(line, Write(Api with { Kind = kind }));
    }

    [Fact]
    public void No_kind_of_event_is_without_a_line()
    {
        Assert.All(Enum.GetValues<EventKind>(), kind => Assert.EndsWith("\n", Write(Api with { Kind = kind }), StringComparison.Ordinal));
        var unknown = Assert.Throws<InvalidOperationException>(() => Write(Api with { Kind = (EventKind)99 }));
        Assert.Equal("The trace has no line for an event of kind 99.", unknown.Message);
    }

    [Fact]
    public void A_request_to_the_IdP_has_no_number_within_its_call()
    {
        Assert.Equal("1234.5678901 send client-2 #17 idp POST /oauth/token wall=-2365.4321099\n", Write(Idp));
    }

    [Fact]
    public void Work_of_a_clients_own_accord_names_no_call()
    {
        Assert.Equal("1234.5678901 send client-2 idp POST /oauth/token wall=-2365.4321099\n", Write(Idp with { Call = null }));
    }

    [Fact]
    public void A_call_that_ended_in_an_exception_names_it()
    {
        Assert.Equal("1234.5678901 done client-2 #17/2 TaskCanceledException\n", Write(Api with { Kind = EventKind.CallEnded, Status = 0, Error = "TaskCanceledException" }));
    }

    [Fact]
    public void Tokens_appear_by_their_symbolic_names_only()
    {
        var history = new HandMadeHistory();
        history.Refresh();
        var issued = history.Issue(history.Ask());
        var served = Idp with { Kind = EventKind.Served, Decision = issued, Token = issued.Issued };

        var line = Write(served);

        Assert.Equal("1234.5678901 serve idp 200 at#2 issued=at#2 wall=-2365.4321099\n", line);
        Assert.DoesNotContain(issued.Issued!.Value, line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_names_its_cause_and_by_how_much_it_missed()
    {
        var history = new HandMadeHistory(propagation: new LearnsAfter(token: TimeSpan.FromMilliseconds(800)));
        var token = history.Refresh();

        history.At(0.3).Call(token);

        Assert.Equal("0.3000000 serve api-1 401 at#1 not_propagated margin=0.5000000 wall=0.3000000\n", Write(history.LastServed));
    }

    [Fact]
    public void A_refusal_that_is_no_matter_of_time_has_no_margin()
    {
        var history = new HandMadeHistory();

        history.Call(null);

        Assert.Equal("0.0000000 serve api-1 401 missing_token wall=0.0000000\n", Write(history.LastServed));
    }

    [Theory]
    [InlineData(0, "0.0000000")]
    [InlineData(1, "0.0000001")]
    [InlineData(-1, "-0.0000001")]
    [InlineData(10_000_000, "1.0000000")]
    [InlineData(-15_000_000, "-1.5000000")]
    [InlineData(long.MaxValue, "922337203685.4775807")]
    public void Times_are_seconds_with_seven_digits(long ticks, string seconds)
    {
        var line = Write(new() { Kind = EventKind.RequestSent, At = TimeSpan.Zero, Wall = TimeSpan.FromTicks(ticks), Node = "idp", Text = "GET /" });

        Assert.Equal($"0.0000000 send client-1 idp GET / wall={seconds}\n", line);
    }

    private static string Write(WorldEvent happened)
    {
        Span<byte> destination = stackalloc byte[1024];
        var line = new TraceLine(destination);
        line.Write(in happened);
        return Encoding.UTF8.GetString(destination[..line.Length]);
    }
}
