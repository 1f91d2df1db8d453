namespace PlatformOperator.Sandbox;

/// <summary>One request that a sandbox endpoint answered.</summary>
/// <param name="Service">The API that was called: <c>kubernetes</c>, <c>s3</c>, <c>kms</c>, …</param>
/// <param name="Operation">The verb or operation: <c>patch</c>, <c>CreateBucket</c>, …</param>
/// <param name="Resource">What it was about: <c>pods/acme/web-0</c> with its subresource, a bucket's name, an ARN.</param>
/// <param name="Caller">Who called: a Kubernetes user and user agent, an AWS account or role.</param>
/// <param name="Status">The HTTP status code of the answer.</param>
/// <param name="IsWrite">Whether the call asks for a change; dry runs and reviews are not writes.</param>
public sealed record ApiCall(string Service, string Operation, string Resource, string Caller, int Status, bool IsWrite);

/// <summary>The latest requests of a sandbox endpoint, oldest first. Thread-safe; beyond its capacity the oldest are forgotten, the totals are not.</summary>
public sealed class CallLog
{
    private readonly Lock _lock = new();
    private readonly Queue<ApiCall> _calls = new();
    private readonly int _capacity;
    private long _total;
    private long _totalWrites;

    /// <summary>Makes an empty log.</summary>
    /// <param name="capacity">How many calls are kept.</param>
    public CallLog(int capacity = 100_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>A copy of the calls that are kept, oldest first.</summary>
    public IReadOnlyList<ApiCall> All
    {
        get
        {
            lock (_lock)
                return [.. _calls];
        }
    }

    /// <summary>The calls in <see cref="All"/> that asked for a change.</summary>
    public IReadOnlyList<ApiCall> Writes
    {
        get
        {
            lock (_lock)
                return [.. _calls.Where(c => c.IsWrite)];
        }
    }

    /// <summary>How many calls were recorded since the last <see cref="Clear"/>, forgotten ones too.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>How many writes were recorded since the last <see cref="Clear"/>, forgotten ones too.</summary>
    public long TotalWrites => Interlocked.Read(ref _totalWrites);

    /// <summary>Adds a call.</summary>
    public void Record(ApiCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        lock (_lock)
        {
            _calls.Enqueue(call);
            if (_calls.Count > _capacity)
                _calls.Dequeue();
            _total++;
            if (call.IsWrite)
                _totalWrites++;
        }
    }

    /// <summary>Forgets everything, the totals too.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
            _total = 0;
            _totalWrites = 0;
        }
    }
}
