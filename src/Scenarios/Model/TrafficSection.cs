using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Model;

/// <summary>Calls of one kind.</summary>
public sealed record TrafficSection
{
    /// <summary>The call that asks for a page: what a job makes, and what a body fits.</summary>
    public const string PagedQuery = "POST /api/v2/analytics/conversations/details/query";

    [Description("What decides when a call is made.")]
    [Example("constantArrivalRate")]
    public required ExecutorName Executor { get; init; }

    [Description("How often a call is made: constantArrivalRate, which needs it; or at the start of rampingArrivalRate.")]
    [Example("12/min")]
    public Rate? Rate { get; init; }

    [Description("How the rate changes; rampingArrivalRate only, which needs it.")]
    public IReadOnlyList<StageSection> Stages { get; init; } = [];

    [Description("How calls are spaced; constantArrivalRate and rampingArrivalRate.")]
    public ArrivalsName Arrivals { get; init; } = ArrivalsName.Poisson;

    [Description("How many virtual users call in a loop; constantVus only, which needs it.")]
    [Bounds("1", "10000")]
    [Example("5")]
    public int? Vus { get; init; }

    [Description("How many calls a process makes at once; processes only, which needs it.")]
    [Bounds("1", "10000")]
    [Example("10")]
    public int? Calls { get; init; }

    [Description("How many pages a job walks; job only, which needs it.")]
    [Bounds("1", "10000")]
    [Example("40")]
    public int? Pages { get; init; }

    [Description("How many conversations a page holds; job only.")]
    [Bounds("1", "100")]
    public int PageSize { get; init; } = 25;

    [Description("How a job names the page it asks for: by its number, or by the cursor that came with the page before.")]
    public PagingName Paging { get; init; } = PagingName.PageNumber;

    [Description("What a job does when a page cannot be got: it stops, goes on with the next page, or begins anew.")]
    public OnErrorName OnError { get; init; } = OnErrorName.Stop;

    [Description("How often a job asks again for a page, after a pause each time, before 'onError' counts.")]
    [Bounds("0", "1000")]
    public int Retries { get; init; }

    [Description("How long a virtual user or a job rests between an answer and its next call, or a machine between two processes; constantVus, job and processes.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Pause { get; init; }

    [Description("The call: a method and a path that the API answers. A job has none: it asks for its pages.")]
    [Example("GET /api/v2/users/me")]
    public string Request { get; init; } = "GET /api/v2/users/me";

    [Description("The body of a POST request.")]
    [Default("the query as it is, from memory")]
    public BodySection? Body { get; init; }

    [Description("How long the caller waits before it gives a call up, on its machine's elapsed time.")]
    [Bounds("1ms", "1d")]
    [Default("as long as it takes")]
    public TimeSpan? CancelAfter { get; init; }

    [Description("When the calls begin.")]
    [Bounds("0s", "3650d")]
    public TimeSpan Start { get; init; }

    [Description("When the calls end; not for rampingArrivalRate, whose stages say it.")]
    [Bounds("1ms", "3650d")]
    [Default("the duration")]
    public TimeSpan? End { get; init; }
}
