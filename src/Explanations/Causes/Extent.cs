namespace SkewLab.Explanations.Causes;

/// <summary>The smallest and the largest of the times seen.</summary>
public record struct Extent
{
    /// <value>The smallest; null before the first.</value>
    public TimeSpan? Min { get; private set; }

    /// <value>The largest; null before the first.</value>
    public TimeSpan? Max { get; private set; }

    /// <summary>Takes one time in.</summary>
    public void Add(TimeSpan time)
    {
        Min = Min is null || time < Min ? time : Min;
        Max = Max is null || time > Max ? time : Max;
    }
}
