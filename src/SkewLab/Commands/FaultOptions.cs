using System.CommandLine;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary>A fault's fields as options of <c>fault add</c>, each of them.</summary>
internal sealed class FaultOptions
{
    private readonly Option<string?> _at = new("--at") { Description = "idp, api (every API node), or one node; all where it is not given.",
        HelpName = "NODE" };
    private readonly Option<string?> _method = new("--method") { Description = "Only requests of this method.", HelpName = "METHOD" };
    private readonly Option<string?> _path = new("--path") { Description = "Only requests to this endpoint, for example /oauth/token.", HelpName = "PATH" };
    private readonly Option<string?> _client = new("--client") { Description = "Only requests of this client.", HelpName = "ID" };
    private readonly Option<int?> _status = new("--status") { Description = "Answer this status instead.", HelpName = "N" };
    private readonly Option<string?> _error = new("--error") { Description = "With this OAuth error code.", HelpName = "CODE" };
    private readonly Option<string[]> _header =
        new("--header") { Description = "With this header; without a value the header is taken away. May stand several times.", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _body = new("--body") { Description = "With this body.", HelpName = "TEXT" };

    private readonly Option<TimeSpan?> _retryAfter = new("--retry-after")
    {
        Description = "With this Retry-After, for example 30s.",
        HelpName = "DURATION",
        CustomParser = argument => OptionValue.Duration(argument, "--retry-after"),
    };

    private readonly Option<RetryAfterForm?> _retryAfterForm = new("--retry-after-form")
    {
        Description = "How Retry-After says it, in seconds unless given.",
        HelpName = string.Join('|', WordNaming.WordsOf(typeof(RetryAfterForm)).Keys),
        CustomParser = argument => OptionValue.Word<RetryAfterForm>(argument, "--retry-after-form"),
    };

    private readonly Option<TimeSpan?> _delay = new("--delay")
    {
        Description = "Hold the answer this long, for example 250ms.",
        HelpName = "DURATION",
        CustomParser = argument => OptionValue.Duration(argument, "--delay"),
    };

    private readonly Option<FaultDrop?> _drop = new("--drop")
    {
        Description = "before loses the request, after the answer.",
        HelpName = "before|after",
        CustomParser = argument => OptionValue.Word<FaultDrop>(argument, "--drop"),
    };

    private readonly Option<int?> _times = new("--times") { Description = "For so many requests, 1 by default; 0 until cleared.", HelpName = "N" };
    private readonly Option<int?> _skip = new("--skip") { Description = "Let so many matching requests pass first.", HelpName = "N" };
    private readonly Option<double?> _probability =
        new("--probability") { Description = "For this share of the matching requests, for example 0.1; the same ones each time.", HelpName = "SHARE" };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _at, _method, _path, _client, _status, _error, _header, _body, _retryAfter, _retryAfterForm, _delay, _drop, _times, _skip, _probability,
        ];
        foreach (var option in all)
            command.Add(option);
    }

    /// <exception cref="BadInputException">A header has no name.</exception>
    public FaultRule RuleOf(ParseResult parsed) => new()
    {
        Match = new() { Role = parsed.GetValue(_at), Method = parsed.GetValue(_method), Path = parsed.GetValue(_path), Client = parsed.GetValue(_client) },
        Status = parsed.GetValue(_status),
        Error = parsed.GetValue(_error),
        Headers = HeadersOf(parsed.GetValue(_header) ?? []),
        Body = parsed.GetValue(_body),
        RetryAfter = parsed.GetValue(_retryAfter),
        RetryAfterForm = parsed.GetValue(_retryAfterForm),
        Delay = parsed.GetValue(_delay),
        Drop = parsed.GetValue(_drop),
        Times = parsed.GetValue(_times),
        Skip = parsed.GetValue(_skip),
        Probability = parsed.GetValue(_probability),
    };

    private static Dictionary<string, string>? HeadersOf(IReadOnlyCollection<string> texts)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0)
                throw new BadInputException($"--header: '{text}' is no pair of a name and a value; for example --header Retry-After=30");
            headers[text[..equals]] = text[(equals + 1)..];
        }

        return headers.Count > 0 ? headers : null;
    }
}
