using SkewLab.Explanations.History;
using SkewLab.Scenarios.Randomness;

namespace SkewLab.Simulation.Traffic;

/// <summary>What a job has got so far, told by the conversations on the pages, not by what it asked for.</summary>
/// <param name="pages">How many pages it is to get.</param>
/// <param name="pageSize">How many conversations a page holds.</param>
internal sealed class JobProgress(int pages, int pageSize) : IJobProgress
{
    private readonly int[] _times = new int[pages];
    private readonly Dictionary<ulong, int> _pageOf = [];

    /// <value>How many pages it is to get.</value>
    public int Pages => pages;

    /// <value>Pages that it has not got.</value>
    public int PagesLost => _times.Count(times => times == 0);

    /// <value>Pages that it has got more than once.</value>
    public int PagesTwice => _times.Count(times => times > 1);

    /// <value>Whether it has got every page exactly once.</value>
    public bool IsOk => PagesLost == 0 && PagesTwice == 0;

    /// <summary>Takes the conversations of an answer in.</summary>
    /// <param name="page">The page that was asked for, from 1.</param>
    /// <param name="conversations">The identifiers in the answer.</param>
    /// <returns>Whether they are that page: as many as belong on one, and on no other.</returns>
    public bool Take(int page, IReadOnlyList<string> conversations)
    {
        var keys = conversations.Select(id => StableHash.Of(id)).Distinct().ToArray();
        if (keys.Length != pageSize || conversations.Count != pageSize)
            return false;
        // Page 0: conversations that were on no page so far.
        var pagesOfKeys = keys.Select(key => _pageOf.GetValueOrDefault(key)).Distinct().ToArray();
        if (pagesOfKeys is not [var got])
            return false;
        if (got == 0)
        {
            if (_times[page - 1] > 0)
                return false;
            foreach (var key in keys)
                _pageOf.Add(key, page);
            got = page;
        }

        _times[got - 1]++;
        return got == page;
    }
}
