using SkewLab.Scenarios.Model;
using SkewLab.VirtualTime;

namespace SkewLab.Simulation.Traffic;

/// <summary>A paged query: on each client, one task asks for page after page and reads the answers.</summary>
/// <param name="section">Pages, how they are asked for, what happens on an error, beginning and end.</param>
/// <param name="callers">Makes the calls.</param>
/// <param name="timeline">The world's time line.</param>
internal sealed class Job(TrafficSection section, Callers callers, VirtualTimeline timeline) : ITrafficExecutor
{
    private readonly TrafficSection _section = section with { Request = TrafficSection.PagedQuery };
    private readonly TimeSpan _end = callers.EndOf(section);

    public void Start()
    {
        for (var client = 0; client < callers.Clients; client++)
            Plan(section.Start, new Walk(this, client));
    }

    private void Plan(TimeSpan at, Walk walk)
    {
        if (at < _end)
            timeline.Schedule(at, static state => ((Walk)state!).Ask(), walk);
    }

    /// <summary>One client's way through the pages.</summary>
    private sealed class Walk(Job job, int client)
    {
        private readonly JobProgress _progress = new(job._section.Pages!.Value, job._section.PageSize);
        private int _page = 1;
        private int _failures;
        private string? _cursor;

        private TrafficSection Section => job._section;

        private bool IsByCursor => Section.Paging == PagingName.Cursor;

        public void Ask()
        {
            var query = IsByCursor ? PageQuery.ByCursor(Section.PageSize, _cursor) : PageQuery.ByNumber(Section.PageSize, _page);
            job.StartCall(client, new CallRequest(Section, query) { ReadsAnswer = true }, Answered, _progress);
        }

        private void Answered(CallResult result)
        {
            // A machine that slept asks again for what it did not ask for.
            if (result.IsSkipped || IsToGoOn(PageAnswer.Read(result)))
                job.PlanNext(this);
        }

        private bool IsToGoOn(PageAnswer? answer)
        {
            var isLast = _page == _progress.Pages;
            var leadsOn = isLast || !IsByCursor || !string.IsNullOrEmpty(answer?.NextPageToken);
            if (answer is null || !_progress.Take(_page, answer.Conversations) || !leadsOn)
                return _failures++ < Section.Retries || IsToGoOnAfterError(isLast);
            MoveTo(_page + 1, answer.NextPageToken);
            return !isLast;
        }

        private bool IsToGoOnAfterError(bool isLast)
        {
            if (Section.OnError == OnErrorName.Stop)
                return false;
            if (Section.OnError == OnErrorName.Restart)
            {
                MoveTo(1, null);
                return true;
            }

            MoveTo(_page + 1, null);
            return !isLast;
        }

        private void MoveTo(int page, string? cursor) => (_page, _cursor, _failures) = (page, cursor, 0);
    }

    private void StartCall(int client, CallRequest request, Action<CallResult> ended, JobProgress progress) => callers.StartCall(client, request, ended, job: progress);

    private void PlanNext(Walk walk) => Plan(timeline.Now + section.Pause, walk);
}
