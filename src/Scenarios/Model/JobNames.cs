namespace SkewLab.Scenarios.Model;

/// <summary>How a job names the page it asks for.</summary>
public enum PagingName
{
    /// <summary>By its number, from 1.</summary>
    PageNumber,

    /// <summary>By the opaque cursor that came with the page before.</summary>
    Cursor,
}

/// <summary>What a job does when a page cannot be got.</summary>
public enum OnErrorName
{
    /// <summary>It ends; the remaining pages are lost.</summary>
    Stop,

    /// <summary>It goes on with the next page; this one is lost. Needs page numbers.</summary>
    Skip,

    /// <summary>It begins anew with the first page, and gets those it had a second time.</summary>
    Restart,
}
