using System.Diagnostics.CodeAnalysis;

namespace KubeOps.Operator.Queue;

/// <summary>
/// Keys that wait for a worker, each at most once. Changes go before resyncs; among keys of one priority the groups take turns,
/// so that a group with thousands of keys does not hold up the others. Not thread-safe.
/// </summary>
internal sealed class FairQueue<TKey>(Func<TKey, string> groupOf)
    where TKey : notnull
{
    // A flood of changes may slow resyncs down but must not stop them.
    private const int ChangesPerResync = 8;

    private readonly Lane _changes = new();
    private readonly Lane _resyncs = new();
    private readonly Dictionary<TKey, (WorkPriority Priority, LinkedListNode<TKey> Node)> _places = [];
    private int _changesInARow;

    public int Count => _places.Count;

    /// <summary>Adds a key, or moves it forward when it waits at a lower priority. True when the key is new here.</summary>
    public bool Enqueue(TKey key, WorkPriority priority)
    {
        var isNew = !_places.TryGetValue(key, out var place);
        if (!isNew && place.Priority >= priority)
            return false;
        if (!isNew)
            place.Node.List!.Remove(place.Node);
        _places[key] = (priority, LaneOf(priority).Add(groupOf(key), key));
        return isNew;
    }

    public bool TryDequeue([MaybeNullWhen(false)] out TKey key, out WorkPriority priority)
    {
        var first = _changesInARow < ChangesPerResync ? WorkPriority.Change : WorkPriority.Resync;
        var second = first == WorkPriority.Change ? WorkPriority.Resync : WorkPriority.Change;
        priority = first;
        if (!LaneOf(first).TryTake(out key))
        {
            priority = second;
            if (!LaneOf(second).TryTake(out key))
                return false;
        }
        _changesInARow = priority == WorkPriority.Change && first == WorkPriority.Change ? _changesInARow + 1 : 0;
        _places.Remove(key);
        return true;
    }

    private Lane LaneOf(WorkPriority priority) => priority == WorkPriority.Change ? _changes : _resyncs;

    private sealed class Lane
    {
        private readonly Dictionary<string, LinkedList<TKey>> _groups = [];
        private readonly Queue<string> _turns = [];

        public LinkedListNode<TKey> Add(string group, TKey key)
        {
            if (!_groups.TryGetValue(group, out var keys))
            {
                _groups[group] = keys = new LinkedList<TKey>();
                _turns.Enqueue(group);
            }
            return keys.AddLast(key);
        }

        public bool TryTake([MaybeNullWhen(false)] out TKey key)
        {
            while (_turns.TryDequeue(out var group))
            {
                var keys = _groups[group];
                if (keys.First is not { } first)
                {
                    _groups.Remove(group);
                    continue;
                }
                keys.RemoveFirst();
                _turns.Enqueue(group);
                key = first.Value;
                return true;
            }
            key = default;
            return false;
        }
    }
}
