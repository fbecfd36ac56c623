namespace SkewLab.VirtualTime;

/// <summary>A 4-ary heap of events by (due, sequence). Each event knows its index, so any of them can be removed in logarithmic time.</summary>
/// <remarks>Four children per node: half the levels of a binary heap, and siblings lie side by side in memory. Not thread-safe.</remarks>
internal sealed class EventHeap
{
    private const int Arity = 4;

    private ScheduledEvent?[] _items = new ScheduledEvent?[64];

    public int Count { get; private set; }

    public ScheduledEvent? First => _items[0];

    public bool Contains(ScheduledEvent item) => (uint)item.Index < (uint)Count && ReferenceEquals(_items[item.Index], item);

    public void Add(ScheduledEvent item)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, checked(Count * 2));

        SiftUp(Count++, item);
    }

    public void Remove(ScheduledEvent item)
    {
        int hole = item.Index;
        ScheduledEvent last = _items[--Count]!;
        _items[Count] = null;
        item.Index = ScheduledEvent.NotQueued;

        if (ReferenceEquals(last, item))
            return;

        // The last event fills the hole. It may come from another branch, so it may have to rise as well as sink.
        if (hole > 0 && last.RunsBefore(_items[(hole - 1) / Arity]!))
            SiftUp(hole, last);
        else
            SiftDown(hole, last);
    }

    private void SiftUp(int index, ScheduledEvent item)
    {
        while (index > 0)
        {
            int parent = (index - 1) / Arity;
            if (!item.RunsBefore(_items[parent]!))
                break;

            Place(index, _items[parent]!);
            index = parent;
        }

        Place(index, item);
    }

    private void SiftDown(int index, ScheduledEvent item)
    {
        while (FirstChild(index) is int child && child < Count && _items[child]!.RunsBefore(item))
        {
            Place(index, _items[child]!);
            index = child;
        }

        Place(index, item);
    }

    /// <summary>The index of the child that runs first, or one past the end when there is no child.</summary>
    private int FirstChild(int parent)
    {
        int first = parent * Arity + 1;
        int end = Math.Min(first + Arity, Count);
        for (int other = first + 1; other < end; other++)
        {
            if (_items[other]!.RunsBefore(_items[first]!))
                first = other;
        }

        return first;
    }

    private void Place(int index, ScheduledEvent item)
    {
        _items[index] = item;
        item.Index = index;
    }
}
