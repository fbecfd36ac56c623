using System.Buffers;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Knobs;
using SkewLab.FakeIdp.Problems;
using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Faults;

/// <content>What a fault must be before a node takes it.</content>
public sealed partial record HttpFault
{
    /// <summary>The most requests that <see cref="Skip"/> and <see cref="Times"/> count: a billion, which an <see cref="int"/> holds.</summary>
    public const int MostRequests = 1_000_000_000;

    private const string MostRequestsText = "1000000000";

    // The server makes these itself; another value would break the message, not the client.
    private static readonly string[] FramingHeaders = ["Content-Length", "Transfer-Encoding", "Connection"];

    // RFC 9110 section 5.6.2.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What is wrong with the fault; empty where a node takes it. Whether any request can meet it says <see cref="CheckServed"/>.</summary>
    public IReadOnlyList<SettingProblem> Check()
    {
        var problems = new ProblemList();
        CheckRanges(problems);
        CheckHeaders(problems);
        CheckRetryAfter(problems);
        CheckEffect(problems);
        return problems;
    }

    /// <summary>Whether nodes serve what the fault is for; a fault that no request can meet is a slip of the pen.</summary>
    /// <param name="roles">The roles of the nodes that the fault is meant for; it is enough that one of them serves it.</param>
    /// <returns>Empty where they do. <see cref="NodeFaults.Add"/> does not ask: a path that is not served answers 404, and that answer may meet a fault.</returns>
    public IReadOnlyList<SettingProblem> CheckServed(params IReadOnlyCollection<NodeRole> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        var problems = new ProblemList();
        List<(string Method, string Path)> served = [.. roles.SelectMany(ServedRoutes.Of)];
        List<(string Method, string Path)> here = [.. served.Where(route => Path is null || route.Path == Path)];
        string[] methods = [.. here.Select(route => route.Method).Distinct()];
        if (here.Count == 0)
            problems.Require(false, nameof(Path), Path, $"No such path is served there; there are {string.Join(", ", served.Select(route => route.Path).Distinct())}.");
        else
        {
            problems.Require(
                Method is null || methods.Contains(Method), nameof(Method), Method,
                $"That method is not served there; there {(methods.Length == 1 ? "is" : "are")} {string.Join(", ", methods)}.");
        }
        return problems;
    }

    private void CheckRanges(ProblemList problems)
    {
        problems.Require(Path?.StartsWith('/') != false, nameof(Path), Path, "A fault's path begins with '/', for example /oauth/token.");
        problems.Require(Status is null or (>= 200 and <= 599), nameof(Status), Status, "A fault's status is 200 to 599, for example 503.");
        problems.Require(
            Delay >= TimeSpan.Zero && Delay <= DurationLimits.Delay, nameof(Delay), Delay, $"A fault's delay is 0s to {DurationLimits.DelayText}, for example 250ms.");
        problems.Require(Skip is >= 0 and <= MostRequests, nameof(Skip), Skip, $"A fault skips 0 to {MostRequestsText} requests, for example 2.");
        problems.Require(
            Times is null or (>= 1 and <= MostRequests), nameof(Times), Times,
            $"A fault happens 1 to {MostRequestsText} times, for example 3; without a number it happens until it is cleared.");
        problems.Require(
            Probability is > 0 and <= 1, nameof(Probability), Probability, "A fault's probability is more than 0 and at most 1 (100%), for example 0.05 (5%).");
    }

    private void CheckHeaders(ProblemList problems)
    {
        foreach (var (name, value) in Headers)
        {
            var field = $"headers.{name}";
            if (!IsHeaderName(name))
                problems.Add(new(field, value, $"{QuotedText.Of(name)} is no header's name: write letters, digits and hyphens, for example Cache-Control."));
            else if (FramingHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                problems.Add(new(field, value, $"The header {name} frames the message and is the server's own: leave it out."));
            else if (!IsHeaderValue(value))
                problems.Add(new(field, value, $"The value of the header {name} holds a character that is not printable ASCII: write for example no-store."));
        }
    }

    private void CheckRetryAfter(ProblemList problems)
    {
        problems.Require(
            RetryAfterForm == RetryAfterForm.Seconds || RetryAfter is not null, nameof(RetryAfterForm), RetryAfterForm,
            "A fault's retryAfterForm needs a retryAfter, for example 30s.");
        if (RetryAfter is not { } wait)
            return;
        problems.Require(
            wait >= TimeSpan.Zero && wait <= DurationLimits.RetryAfter && wait.Ticks % TimeSpan.TicksPerSecond == 0, nameof(RetryAfter), wait,
            $"A fault's retryAfter is whole seconds from 0s to {DurationLimits.RetryAfterText}, for example 30s: the header holds no fraction.");
        problems.Require(
            Status is 429 or 503 || Drop != FaultDrop.None, nameof(RetryAfter), wait,
            "A fault's retryAfter needs the status 429 or 503: no other answer asks a client to wait.");
    }

    private void CheckEffect(ProblemList problems)
    {
        var changes = Status is not null || Headers.Count > 0 || Body is not null || Delay > TimeSpan.Zero;
        if (Drop == FaultDrop.None && !changes)
            problems.Add(new("", null, "A fault does something: it has a status, headers, a body, a delay or a drop, for example the status 503."));
        if (Drop != FaultDrop.None)
            CheckDropIsAlone(problems);
        problems.Require(
            Body is null or "" || !HasNoBody(Status), nameof(Body), Body,
            $"An answer with the status {Status} has no body: leave out one of them, or write another status, for example 200.");
    }

    private void CheckDropIsAlone(ProblemList problems)
    {
        Refuse(nameof(Status), Status is not null, Status);
        Refuse(nameof(Headers), Headers.Count > 0, null);
        Refuse(nameof(Body), Body is not null, Body);
        Refuse(nameof(Delay), Delay > TimeSpan.Zero, Delay);
        Refuse(nameof(RetryAfter), RetryAfter is not null, RetryAfter);
        Refuse(nameof(Error), Error is not null, Error);

        void Refuse(string property, bool isSaid, object? value) => problems.Require(
            !isSaid, property, value, $"A fault that drops does nothing else, for nobody sees the answer: leave out drop or {char.ToLowerInvariant(property[0])}{property[1..]}.");
    }

    /// <summary>The statuses whose answers end with their headers (RFC 9110 sections 15.3.5, 15.3.6 and 15.4.5).</summary>
    public static bool HasNoBody(int? status) => status is 204 or 205 or 304;

    /// <summary>Whether a text can be a header's name: a token of RFC 9110 section 5.6.2.</summary>
    public static bool IsHeaderName(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a text can be a header's value here: printable ASCII, also none of it.</summary>
    public static bool IsHeaderValue(ReadOnlySpan<char> value) => !value.ContainsAnyExceptInRange(' ', '~');
}
