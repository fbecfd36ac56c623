using SkewLab.Commands;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing;

namespace SkewLab.SkewLab.Tests.Commands;

/// <summary>The commands for a running lab: what they send, and what they say is wrong.</summary>
public sealed class ControlCommandsTests
{
    [Fact]
    public async Task Every_field_of_a_fault_has_an_option()
    {
        await using var lab = await StartAsync();

        var (code, output, error) = Run(lab, "fault", "add", "--at", "idp", "--method", "POST", "--path", "/oauth/token", "--client", "app", "--status", "503",
            "--error", "slow_down",
            "--header", "X-A=b=c", "--header", "Date=", "--body", "{}", "--retry-after", "30s", "--retry-after-form", "date", "--delay", "1s", "--times", "2",
                "--skip", "1", "--probability", "0.5", "--seed", "7");

        Assert.Equal((0, "", ""), (code, output, error));
        var fault = Assert.Single(lab.Idp.Faults.List());
        Assert.Equal(("POST", "/oauth/token", "app", 503, "slow_down", "{}"), (fault.Method, fault.Path, fault.Client, fault.Status, fault.Error, fault.Body));
        Assert.Equal(["Date=", "X-A=b=c"], fault.Headers.Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal((TimeSpan.FromSeconds(30), RetryAfterForm.Date, TimeSpan.FromSeconds(1)), (fault.RetryAfter, fault.RetryAfterForm, fault.Delay));
        Assert.Equal((2, 1, 0.5, 7ul), (fault.Times, fault.Skip, fault.Probability, fault.Seed));
    }

    [Fact]
    public async Task A_lost_answer_is_a_fault_for_every_API_node()
    {
        await using var lab = await StartAsync();

        Assert.Equal(0, Run(lab, "fault", "add", "--at", "api", "--drop", "after").Code);

        Assert.Equal(FaultDrop.After, Assert.Single(lab.Api[0].Faults.List()).Drop);
        Assert.Contains("\"drop\": \"after\"", Run(lab, "fault", "list").Output, StringComparison.Ordinal);
        Assert.Equal((0, "", ""), Run(lab, "fault", "clear"));
        Assert.Empty(lab.Api[0].Faults.List());
    }

    [Theory]
    [InlineData("clock set idp --offset 5", "--offset: '5' has no unit; write '5s' or '5ms'.\nskewlab --help shows how to use it.\n")]
    [InlineData("clock set idp --now noon", "--now: 'noon' is no date and time, for example 2030-01-01T12:00:00Z\nskewlab --help shows how to use it.\n")]
    [InlineData("clock set idp", "Say what to set: --offset, --now, --drift or --frozen; for example skewlab clock set idp --offset -2s\n")]
    [InlineData("clock set api-9 --offset 5s", "api-9: There is no such clock; there are idp, api-1.\n")]
    [InlineData("clock advance soon", "by: 'soon' is not a duration; write it as '90s' or '1m30s'.\nskewlab --help shows how to use it.\n")]
    [InlineData("fault add", "A fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503.\n")]
    [InlineData("fault add --status 99", "status: '99': A fault's status is 200 to 599, for example 503.\n")]
    [InlineData("fault add --status 500 --header X", "--header: 'X' is no pair of a name and a value; for example --header Retry-After=30\n")]
    [InlineData("fault add --drop never", "--drop: 'never' is not one of none, before, after\nskewlab --help shows how to use it.\n")]
    [InlineData("keys rotate --retire 3651d", "retire: '3651d': This is 0s to 3650d, for example \"10m\".\n")]
    public async Task What_cannot_be_is_said_by_its_option_or_by_the_labs_field(string arguments, string error)
    {
        await using var lab = await StartAsync();

        Assert.Equal((2, "", error), Run(lab, arguments.Split(' ')));
    }

    [Fact]
    public async Task Clocks_are_printed_as_they_are_then()
    {
        await using var lab = await StartAsync();

        Assert.Equal(0, Run(lab, "clock", "set", "idp", "--now", "2030-01-01T12:00:00Z", "--drift", "50ppm", "--frozen", "true").Code);
        var (code, output, error) = Run(lab, "clock", "advance", "1h", "idp");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains(" reads 2030-01-01 13:00:00.000   drift 50ppm   stands still\napi-1   0s         reads ", output, StringComparison.Ordinal);
    }

    private static async Task<Lab> StartAsync() => await Lab.StartAsync(options =>
    {
        options.Port = 0;
        options.Control = true;
        options.Idp.Settings = new() { Algorithm = SigningAlgorithm.ES256 };
    });

    private static (int Code, string Output, string Error) Run(Lab lab, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run([.. arguments, "--url", lab.Address.ToString()], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
