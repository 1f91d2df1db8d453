namespace PlatformOperator.Testing;

/// <summary>A clock that moves only when a test moves it. Timers fire on the thread that advances it, in order of their due times.</summary>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<FakeTimer> _pending = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Reached)> _waiters = [];
    private DateTimeOffset _now;
    private long _sequence;

    /// <summary>A clock that stands at the given instant, by default 2026-01-01 00:00 UTC.</summary>
    public FakeTimeProvider(DateTimeOffset? start = null) =>
        _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How many timers (and so delays and timeouts) wait to fire.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_lock)
                return _pending.Count;
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Moves the clock forward and fires what falls due on the way, each timer at its own instant.</summary>
    public void Advance(TimeSpan by) => SetUtcNow(GetUtcNow() + by);

    /// <summary>Moves the clock to an instant that is not in its past and fires what falls due on the way.</summary>
    public void SetUtcNow(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        while (TakeDue(instant) is { } timer)
            timer.Fire();
    }

    /// <summary>Completes once at least that many timers are pending: the code under test has then reached its waits.</summary>
    public Task WhenTimersPendingAsync(int count, CancellationToken cancellationToken = default) =>
        WhenAsync(() => _pending.Count >= count, cancellationToken);

    /// <summary>Completes once a timer is pending whose time left is of that kind: the code under test has then reached that wait.</summary>
    public Task WhenTimerPendingAsync(Predicate<TimeSpan> left, CancellationToken cancellationToken = default) =>
        WhenAsync(() => _pending.Exists(timer => left(timer.Due - _now)), cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private Task WhenAsync(Func<bool> holds, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (holds())
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((holds, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private FakeTimer? TakeDue(DateTimeOffset limit)
    {
        lock (_lock)
        {
            var next = _pending.Where(timer => timer.Due <= limit).OrderBy(timer => timer.Due).ThenBy(timer => timer.Sequence).FirstOrDefault();
            if (next is null)
            {
                _now = limit;
                return null;
            }
            _now = next.Due > _now ? next.Due : _now;
            _pending.Remove(next);
            if (next.Period > TimeSpan.Zero)
                Add(next, next.Period);
            return next;
        }
    }

    private void Schedule(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _pending.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                Add(timer, dueTime);
        }
    }

    private void Add(FakeTimer timer, TimeSpan dueTime)
    {
        timer.Due = _now + dueTime;
        timer.Sequence = _sequence++;
        _pending.Add(timer);
        foreach (var waiter in _waiters.Where(waiter => waiter.Holds()).ToList())
        {
            _waiters.Remove(waiter);
            waiter.Reached.TrySetResult();
        }
    }

    private void Remove(FakeTimer timer)
    {
        lock (_lock)
            _pending.Remove(timer);
    }

    private sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private bool _disposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        public long Sequence { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
                return false;
            clock.Schedule(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
