using System.Diagnostics.CodeAnalysis;
using KubeOps.Operator.Metrics;

namespace KubeOps.Operator.Queue;

/// <summary>
/// The work of one controller, as keys. A key that is added while a worker has it is handed out again once that worker is done,
/// so no change is lost and no two workers ever hold the same key.
/// </summary>
internal sealed class WorkQueue<TKey> : IWorkQueueStatistics, IDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly FairQueue<TKey> _ready;
    private readonly DelayHeap<TKey> _delayed = new();
    private readonly Dictionary<TKey, (WorkPriority Priority, long Since)> _dirty = [];
    private readonly Dictionary<TKey, long> _processing = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly SemaphoreSlim _available = new(0);
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly OperatorMetrics _metrics;
    private readonly ITimer _timer;
    private readonly long _began;
    private bool _closed;

    public WorkQueue(string name, Func<TKey, string> groupOf, Backoff backoff, TimeProvider time, OperatorMetrics metrics)
    {
        Name = name;
        _ready = new FairQueue<TKey>(groupOf);
        _backoff = backoff;
        _time = time;
        _metrics = metrics;
        _began = time.GetTimestamp();
        _timer = time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        metrics.Watch(this);
    }

    public string Name { get; }

    public int Depth
    {
        get
        {
            lock (_lock)
                return _ready.Count;
        }
    }

    public double UnfinishedSeconds
    {
        get
        {
            lock (_lock)
                return _processing.Values.Sum(since => _time.GetElapsedTime(since).TotalSeconds);
        }
    }

    /// <summary>Hands the key to a worker as soon as one is free. False once the queue is closed.</summary>
    public bool Add(TKey key, WorkPriority priority)
    {
        lock (_lock)
            return AddLocked(key, priority);
    }

    /// <summary>Adds the key after a pause, or earlier when that is already planned. False once the queue is closed.</summary>
    public bool AddAfter(TKey key, TimeSpan delay, WorkPriority priority)
    {
        lock (_lock)
        {
            if (delay <= TimeSpan.Zero || _closed)
                return AddLocked(key, priority);
            _delayed.Add(key, Now() + delay, priority);
            SetTimer();
            return true;
        }
    }

    /// <summary>Adds the key after the pause that its failures in a row call for, this one included, and tells that pause.</summary>
    public TimeSpan AddRateLimited(TKey key, WorkPriority priority)
    {
        int failures;
        lock (_lock)
            _failures[key] = failures = _failures.GetValueOrDefault(key) + 1;
        _metrics.QueueRetried(Name);
        var delay = _backoff.After(failures);
        AddAfter(key, delay, priority);
        return delay;
    }

    /// <summary>Ends the key's row of failures.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            _failures.Remove(key);
    }

    /// <summary>Waits for work. Every item taken must be given to <see cref="Done"/>.</summary>
    public async Task<WorkItem<TKey>> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            lock (_lock)
            {
                if (TakeLocked(out var item))
                    return item;
            }
        }
    }

    /// <summary>The worker is done with the key; it may be handed out again.</summary>
    public void Done(TKey key)
    {
        lock (_lock)
        {
            if (!_processing.Remove(key, out var since))
                return;
            _metrics.QueueWorked(Name, _time.GetElapsedTime(since));
            if (_dirty.TryGetValue(key, out var waiting))
                EnqueueLocked(key, waiting.Priority);
        }
    }

    /// <summary>Takes no more keys. What waits is dropped: the next process lists everything again.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        Close();
        _metrics.Unwatch(this);
        _timer.Dispose();
        _available.Dispose();
    }

    private bool AddLocked(TKey key, WorkPriority priority)
    {
        if (_closed)
            return false;
        var isDirty = _dirty.TryGetValue(key, out var waiting);
        if (isDirty && waiting.Priority >= priority)
            return true;
        _dirty[key] = (priority, isDirty ? waiting.Since : _time.GetTimestamp());
        if (!isDirty)
            _metrics.QueueAdded(Name);
        if (!_processing.ContainsKey(key))
            EnqueueLocked(key, priority);
        return true;
    }

    private void EnqueueLocked(TKey key, WorkPriority priority)
    {
        if (_ready.Enqueue(key, priority))
            _available.Release();
    }

    private bool TakeLocked([MaybeNullWhen(false)] out WorkItem<TKey> item)
    {
        item = default;
        if (!_ready.TryDequeue(out var key, out var priority))
            return false;
        _dirty.Remove(key, out var waited);
        _processing[key] = _time.GetTimestamp();
        // Whoever asked for a later visit gets this one; the pass decides anew when the next is due.
        _delayed.Remove(key);
        _metrics.QueueWaited(Name, _time.GetElapsedTime(waited.Since));
        item = new WorkItem<TKey>(key, priority);
        return true;
    }

    // A time of day that is set back would hold up whatever waits.
    private TimeSpan Now() => _time.GetElapsedTime(_began);

    private void MoveDue()
    {
        lock (_lock)
        {
            while (!_closed && _delayed.TryTakeDue(Now(), out var key, out var priority))
                AddLocked(key, priority);
            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (_closed || _delayed.NextDue is not { } due)
            return;
        var wait = due - Now();
        // A timer may fire a little early; a whole millisecond keeps it from spinning.
        _timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}

/// <summary>A key with the priority at which it was handed out.</summary>
internal readonly record struct WorkItem<TKey>(TKey Key, WorkPriority Priority);
