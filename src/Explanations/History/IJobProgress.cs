namespace SkewLab.Explanations.History;

/// <summary>What a job that walks a paged query has got so far, as metrics count it.</summary>
public interface IJobProgress
{
    /// <value>Whether it has got every page exactly once.</value>
    bool IsOk { get; }

    /// <value>Pages that it has not got.</value>
    int PagesLost { get; }

    /// <value>Pages that it has got more than once.</value>
    int PagesTwice { get; }
}
