using System.Diagnostics;

namespace SkewLab.TestSupport.Client;

/// <summary>Collects the activities below one of its own, and no other test's.</summary>
internal sealed class TraceLog : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly Activity _root = new Activity("test").Start();

    public TraceLog()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SkewLab.Client",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == _root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = activity =>
            {
                lock (Stopped)
                    Stopped.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public List<Activity> Stopped { get; } = [];

    public static string Text(Activity activity) => string.Join(
        ' ',
        activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(activity.Events.Select(fact => fact.Name + "(" + string.Join(' ', fact.Tags.Select(tag => $"{tag.Key}={tag.Value}")) + ")"))
            .Prepend(activity.OperationName)
            .Append($"{activity.Status} {activity.StatusDescription}"));

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }
}
