using System.CommandLine;
using System.ComponentModel;
using System.Reflection;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Testing.Control;

namespace SkewLab.Commands;

/// <summary>A fault's fields as options of <c>fault add</c>, each of them.</summary>
internal sealed class FaultOptions
{
    private readonly Option<string?> _at = new("--at") { Description = "idp, api (every API node), or one node; all where it is not given.", HelpName = "NODE" };
    private readonly Option<string?> _method = new("--method") { Description = DescriptionOf(nameof(HttpFault.Method)), HelpName = "METHOD" };
    private readonly Option<string?> _path = new("--path") { Description = DescriptionOf(nameof(HttpFault.Path)), HelpName = "PATH" };
    private readonly Option<string?> _client = new("--client") { Description = DescriptionOf(nameof(HttpFault.Client)), HelpName = "ID" };
    private readonly Option<int?> _status = new("--status") { Description = DescriptionOf(nameof(HttpFault.Status)), HelpName = "N" };
    private readonly Option<string?> _error = new("--error") { Description = DescriptionOf(nameof(HttpFault.Error)), HelpName = "CODE" };
    private readonly Option<string[]> _header = new("--header") { Description = DescriptionOf(nameof(HttpFault.Headers)), HelpName = "NAME=VALUE" };
    private readonly Option<string?> _body = new("--body") { Description = DescriptionOf(nameof(HttpFault.Body)), HelpName = "TEXT" };
    private readonly Option<int?> _times = new("--times") { Description = "How many requests meet it, 1 by default; 0 until cleared.", HelpName = "N" };
    private readonly Option<int?> _skip = new("--skip") { Description = DescriptionOf(nameof(HttpFault.Skip)), HelpName = "N" };
    private readonly Option<double?> _probability = new("--probability") { Description = DescriptionOf(nameof(HttpFault.Probability)), HelpName = "SHARE" };
    private readonly Option<ulong?> _seed = new("--seed") { Description = DescriptionOf(nameof(HttpFault.Seed)), HelpName = "N" };

    private readonly Option<TimeSpan?> _retryAfter = new("--retry-after")
    {
        Description = DescriptionOf(nameof(HttpFault.RetryAfter)),
        HelpName = "DURATION",
        CustomParser = argument => OptionValue.Duration(argument, "--retry-after"),
    };

    private readonly Option<RetryAfterForm?> _retryAfterForm = new("--retry-after-form")
    {
        Description = DescriptionOf(nameof(HttpFault.RetryAfterForm)),
        HelpName = string.Join('|', WordNaming.WordsOf(typeof(RetryAfterForm)).Keys),
        CustomParser = argument => OptionValue.Word<RetryAfterForm>(argument, "--retry-after-form"),
    };

    private readonly Option<TimeSpan?> _delay = new("--delay")
    {
        Description = DescriptionOf(nameof(HttpFault.Delay)),
        HelpName = "DURATION",
        CustomParser = argument => OptionValue.Duration(argument, "--delay"),
    };

    private readonly Option<FaultDrop?> _drop = new("--drop")
    {
        Description = DescriptionOf(nameof(HttpFault.Drop)),
        HelpName = "before|after",
        CustomParser = argument => OptionValue.Word<FaultDrop>(argument, "--drop"),
    };

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _at, _method, _path, _client, _status, _error, _header, _body, _retryAfter, _retryAfterForm, _delay, _drop, _times, _skip, _probability, _seed,
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
        Seed = parsed.GetValue(_seed),
    };

    // One description for a scenario's key, the control API's field and the option.
    private static string DescriptionOf(string property) =>
        typeof(HttpFault).GetProperty(property)!.GetCustomAttribute<DescriptionAttribute>()!.Description;

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
