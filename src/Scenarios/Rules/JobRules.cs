using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Model;

namespace SkewLab.Scenarios.Rules;

/// <summary>Rules about paged queries.</summary>
internal static class JobRules
{
    // What the API's query finds.
    private static readonly int Hits = new ApiSettings().QueryHits;

    internal static void Check(Scenario scenario, BoundFile file)
    {
        for (var i = 0; i < scenario.Traffic.Count; i++)
        {
            var (job, path) = (scenario.Traffic[i], ScenarioPath.Item("traffic", i));
            if (job.Executor != ExecutorName.Job || !file.IsSound(path) || !file.IsSound($"{path}.executor")) continue;
            SkipNeedsPageNumbers(job, path, file);
            RestartTakesTime(job, path, file);
            PagesAreThere(job, path, file);
        }
    }

    private static void SkipNeedsPageNumbers(TrafficSection job, string path, BoundFile file)
    {
        if (job is { OnError: OnErrorName.Skip, Paging: PagingName.Cursor })
            file.ReportValue($"{path}.onError", "needs 'paging: pageNumber': the cursor of a page comes with the page before, so no page can be skipped; write 'onError: stop' or 'onError: restart'.");
    }

    private static void RestartTakesTime(TrafficSection job, string path, BoundFile file)
    {
        if (job.OnError == OnErrorName.Restart && job.Pause == TimeSpan.Zero && file.IsSound($"{path}.pause"))
            file.ReportValue($"{path}.onError", "needs a pause: a job whose calls fail at once would begin anew without end at one instant; write 'pause: 1s'.");
    }

    private static void PagesAreThere(TrafficSection job, string path, BoundFile file)
    {
        var most = Hits / job.PageSize;
        if (job.Pages > most && file.IsSound($"{path}.pageSize"))
            file.ReportValue($"{path}.pages", $"is more than there are: the query finds {Hits} conversations, which is {most} pages of {job.PageSize}.");
    }
}
