namespace KubeOps.Operator.Events;

/// <summary>A bound on how often something may happen per key: a burst, then a steady trickle. Remembers a bounded number of keys.</summary>
internal sealed class TokenBuckets(int burst, TimeSpan refill, int capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly BoundedCache<string, (double Tokens, long Since)> _buckets = new(capacity);

    public bool TryTake(string key)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var tokens = (double)burst;
            if (_buckets.TryGet(key, out var bucket))
                tokens = Math.Min(burst, bucket.Tokens + (time.GetElapsedTime(bucket.Since, now) / refill));
            if (tokens < 1)
                return false;
            _buckets.Set(key, (tokens - 1, now));
            return true;
        }
    }
}

/// <summary>A dictionary that forgets what was not used for longest once it is full. Not thread-safe.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _byUse = [];

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (!_nodes.TryGetValue(key, out var node))
            return false;
        _byUse.Remove(node);
        _byUse.AddLast(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        Remove(key);
        _nodes[key] = _byUse.AddLast((key, value));
        if (_nodes.Count > capacity)
            Remove(_byUse.First!.Value.Key);
    }

    public void Remove(TKey key)
    {
        if (_nodes.Remove(key, out var node))
            _byUse.Remove(node);
    }
}
