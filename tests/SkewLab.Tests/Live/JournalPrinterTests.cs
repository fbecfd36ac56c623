using SkewLab.FakeIdp.Catalog;
using SkewLab.Reports;
using SkewLab.Serve;
using SkewLab.Testing.Journaling;

namespace SkewLab.SkewLab.Tests.Live;

/// <summary>The journal as lines for people.</summary>
public class JournalPrinterTests
{
    private static readonly JournalEntry Good = new()
    {
        Sequence = 1,
        At = LiveBench.Noon,
        Node = "idp",
        Role = NodeRole.Idp,
        NodeNow = LiveBench.Noon,
        IdpNow = LiveBench.Noon,
        Method = "POST",
        Path = "/oauth/token",
        Status = 200,
        ClientId = "app",
        Issued = "at#1",
    };

    private static readonly JournalEntry Refused = Good with
    {
        Node = "api-2",
        Role = NodeRole.Api,
        Method = "GET",
        Path = "/api/v2/users/me",
        Status = 401,
        Issued = null,
        Token = "at#1",
        Cause = "expired",
        Error = "invalid_token",
        Sentence = "exp 12:00:00 <= api-2 12:00:02.100 - leeway 0 s: expired by 2.1 s",
    };

    [Fact]
    public void Trouble_is_printed_with_its_arithmetic_and_what_went_well_is_not() => Assert.Equal(
        """
        12:00:00.000  api-2  401 expired          GET /api/v2/users/me   app at#1
                      exp 12:00:00 <= api-2 12:00:02.100 - leeway 0 s: expired by 2.1 s

        """,
        Print(all: false, Good, Refused));

    [Fact]
    public void All_is_printed_where_all_is_asked_for() => Assert.Equal(
        """
        12:00:00.000  idp    200                  POST /oauth/token   app -> at#1
        12:00:00.000  idp    dropped              POST /oauth/token   app
        12:00:00.000  idp    429 rate limit       POST /oauth/token   app
        12:00:00.000  idp    400 invalid_grant    POST /oauth/token   app
        12:00:00.000  idp    503 temporarily_unavailable POST /oauth/token   app
                      a fault that was asked for; no request would have helped

        """,
        Print(
            all: true,
            Good,
            Good with { IsDropped = true, Issued = null, Status = 0 },
            Good with { IsRateLimited = true, Issued = null, Status = 429, Error = "temporarily_unavailable" },
            Good with { Issued = null, Status = 400, Error = "invalid_grant" },
            Good with { Issued = null, Status = 503, Error = "temporarily_unavailable", IsInjected = true }));

    [Fact]
    public void A_cause_has_its_colour()
    {
        using var output = new StringWriter();

        new JournalPrinter(output, new Paint(true), all: false).Print(new([Refused, Refused with { Cause = "not_propagated" }], 2, 3));

        Assert.Contains("(3 older entries are gone)\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[33m401 expired         \e[0m", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\e[36m401 not_propagated  \e[0m", output.ToString(), StringComparison.Ordinal);
    }

    private static string Print(bool all, params JournalEntry[] entries)
    {
        using var output = new StringWriter();
        new JournalPrinter(output, new Paint(false), all).Print(new(entries, 9, 0));
        return output.ToString();
    }
}
