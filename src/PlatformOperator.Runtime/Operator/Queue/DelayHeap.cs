namespace KubeOps.Operator.Queue;

/// <summary>Keys that become due later, each at most once, at the earliest time asked for. Times are spans since the same start. Not thread-safe.</summary>
internal sealed class DelayHeap<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Entry> _entries = [];
    private readonly PriorityQueue<Entry, (TimeSpan Due, long Sequence)> _heap = new();
    private long _sequence;

    public int Count => _entries.Count;

    /// <summary>When the next key is due; null when none waits.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            while (_heap.TryPeek(out var entry, out _))
            {
                if (IsCurrent(entry))
                    return entry.Due;
                _heap.Dequeue();
            }
            return null;
        }
    }

    public void Add(TKey key, TimeSpan due, WorkPriority priority)
    {
        if (_entries.TryGetValue(key, out var existing))
        {
            priority = priority > existing.Priority ? priority : existing.Priority;
            due = due < existing.Due ? due : existing.Due;
        }
        var entry = new Entry(key, due, priority);
        _entries[key] = entry;
        _heap.Enqueue(entry, (due, _sequence++));
        DropReplaced();
    }

    public void Remove(TKey key) => _entries.Remove(key);

    public bool TryTakeDue(TimeSpan now, out TKey key, out WorkPriority priority)
    {
        (key, priority) = (default!, default);
        if (NextDue is not { } due || due > now)
            return false;
        var entry = _heap.Dequeue();
        _entries.Remove(entry.Key);
        (key, priority) = (entry.Key, entry.Priority);
        return true;
    }

    private bool IsCurrent(Entry entry) => _entries.TryGetValue(entry.Key, out var current) && ReferenceEquals(current, entry);

    // Replaced entries stay in the heap until they surface; without a bound a key that changes every second would fill it.
    private void DropReplaced()
    {
        if (_heap.Count <= (2 * _entries.Count) + 64)
            return;
        var current = _heap.UnorderedItems.Where(item => IsCurrent(item.Element)).ToList();
        _heap.Clear();
        _heap.EnqueueRange(current);
    }

    private sealed record Entry(TKey Key, TimeSpan Due, WorkPriority Priority);
}
