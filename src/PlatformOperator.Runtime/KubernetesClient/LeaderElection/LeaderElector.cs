namespace k8s.LeaderElection;

/// <summary>
/// Lets one of several candidates lead. Only the local clock's spans count, never another's time of day: a candidate waits a
/// lease's duration from when it last saw the record change, a leader counts from before it sent its last renewal.
/// </summary>
public class LeaderElector : IDisposable
{
    // Candidates that start together must not ask together for ever. A wait is only ever shortened: a hand-over takes no longer than it.
    private const double Jitter = 0.2;

    private readonly LeaderElectionConfig _config;
    private readonly TimeProvider _time;
    private volatile LeaderElectionRecord? _observed;
    private long _observedAt;
    private volatile bool _leads;
    private long _renewedAt;
    private string? _reported;

    /// <summary>A candidate.</summary>
    /// <exception cref="ArgumentException">The rhythm would let two lead at once.</exception>
    public LeaderElector(LeaderElectionConfig config)
    {
        if (config.LeaseDuration <= config.RenewDeadline || config.RenewDeadline <= config.RetryPeriod || config.RetryPeriod <= TimeSpan.Zero)
            throw new ArgumentException("The lease must last longer than the renew deadline, and that longer than the retry period.", nameof(config));
        (_config, _time) = (config, config.Time);
    }

#pragma warning disable MA0046 // The official events have these delegates.
    /// <summary>This candidate leads from now on.</summary>
    public event Action? OnStartedLeading;

    /// <summary>This candidate leads no more. Comes before the lease is let go.</summary>
    public event Action? OnStoppedLeading;

    /// <summary>Somebody leads who did not before, perhaps this candidate.</summary>
    public event Action<string>? OnNewLeader;

    /// <summary>A try failed; the next one follows.</summary>
    public event Action<Exception>? OnError;
#pragma warning restore MA0046

    /// <summary>Whether this candidate leads now; false as soon as another might, even if the process was halted for a while.</summary>
    public bool IsLeader() => _leads && _time.GetElapsedTime(Volatile.Read(ref _renewedAt)) < _config.LeaseDuration;

    /// <summary>Who led when last seen, or null.</summary>
    public string? GetLeader() => _observed?.HolderIdentity;

    /// <summary>Waits to lead, leads, and returns when leadership is lost. Cancelling lets the lease go.</summary>
    public async Task RunUntilLeadershipLostAsync(CancellationToken cancellationToken = default)
    {
        var led = false;
        try
        {
            await AcquireAsync(cancellationToken);
            led = _leads = true;
            OnStartedLeading?.Invoke();
            await RenewAsync(cancellationToken);
        }
        finally
        {
            _leads = false;
            if (led)
                OnStoppedLeading?.Invoke();
            // Also when it never led: the Lease may have been written when the cancellation came.
            if (cancellationToken.IsCancellationRequested)
                await TryAsync(TryReleaseAsync, _config.RetryPeriod, CancellationToken.None);
        }
    }

    /// <summary>Waits to lead and leads, again and again, until cancelled.</summary>
    public async Task RunAndTryToHoldLeadershipForeverAsync(CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
            await RunUntilLeadershipLostAsync(cancellationToken);
    }

    /// <summary>Nothing is held between runs.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Nothing is held between runs.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private async Task AcquireAsync(CancellationToken cancellationToken)
    {
        while (!await TryAsync(TryAcquireAsync, _config.RenewDeadline, cancellationToken))
            await Task.Delay(_config.RetryPeriod * (1 - (_config.Random() * Jitter)), _time, cancellationToken);
    }

    /// <summary>Returns when leadership is lost.</summary>
    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        while (Left() is { Ticks: > 0 } pause)
        {
            await Task.Delay(pause < _config.RetryPeriod ? pause : _config.RetryPeriod, _time, cancellationToken);
            // The process may have been halted meanwhile.
            var left = Left();
            if (left <= TimeSpan.Zero)
                return;
            if (!await TryAsync(TryRenewAsync, left, cancellationToken) && _observed!.HolderIdentity != _config.Lock.Identity)
                return;
        }
    }

    private TimeSpan Left() => _config.RenewDeadline - _time.GetElapsedTime(_renewedAt);

    private async Task<bool> TryAsync(Func<CancellationToken, Task<bool>> attempt, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await attempt(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            OnError?.Invoke(new TimeoutException($"No answer about the lease {_config.Lock.Describe()} within {limit.TotalSeconds:0.#} s."));
            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            OnError?.Invoke(error);
            return false;
        }
    }

    private async Task<bool> TryAcquireAsync(CancellationToken cancellationToken)
    {
        var present = await _config.Lock.GetAsync(cancellationToken);
        if (present is not null)
            Observe(present);
        if (AnotherMayLead())
            return false;
        return present is null
            ? await WriteAsync(NewRecord(0), _config.Lock.CreateAsync, cancellationToken)
            : await WriteAsync(NewRecord(present.LeaderTransitions + 1), _config.Lock.UpdateAsync, cancellationToken);
    }

    // What was seen last counts on when the record is gone or says less than a leader writes: whoever deleted or overwrote it has
    // stopped nobody, and the leader learns of it only at its next renewal.
    private bool AnotherMayLead()
    {
        if (_observed is not { } seen || seen.HolderIdentity == _config.Lock.Identity || IsReleased(seen))
            return false;
        var written = TimeSpan.FromSeconds(seen.LeaseDurationSeconds);
        return _time.GetElapsedTime(_observedAt) < (written > _config.LeaseDuration ? written : _config.LeaseDuration);
    }

    private async Task<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        // As long as nobody else writes, one request renews.
        if (await WriteAsync(_observed! with { RenewTime = Now() }, _config.Lock.UpdateAsync, cancellationToken))
            return true;
        var present = await _config.Lock.GetAsync(cancellationToken);
        if (present is null)
            return await WriteAsync(_observed! with { RenewTime = Now() }, _config.Lock.CreateAsync, cancellationToken);
        Observe(present);
        // Whoever else is named here may have led meanwhile, so even an expired lease is not taken back.
        return present.HolderIdentity == _config.Lock.Identity
            && await WriteAsync(present with { RenewTime = Now() }, _config.Lock.UpdateAsync, cancellationToken);
    }

    private async Task<bool> WriteAsync(
        LeaderElectionRecord record, Func<LeaderElectionRecord, CancellationToken, Task<bool>> write, CancellationToken cancellationToken)
    {
        // Others may see the record as soon as it is sent: the span that this candidate may lead starts no later.
        var sentAt = _time.GetTimestamp();
        if (!await write(record, cancellationToken))
            return false;
        Volatile.Write(ref _renewedAt, sentAt);
        Observe(record);
        return true;
    }

    private async Task<bool> TryReleaseAsync(CancellationToken cancellationToken)
    {
        if (_observed is { } seen && seen.HolderIdentity == _config.Lock.Identity && await _config.Lock.UpdateAsync(Released(seen), cancellationToken))
            return true;
        // Cancelling may have cut a write whose answer never came, so what was seen last may be old.
        var present = await _config.Lock.GetAsync(cancellationToken);
        return present?.HolderIdentity == _config.Lock.Identity && await _config.Lock.UpdateAsync(Released(present), cancellationToken);
    }

    private static bool IsReleased(LeaderElectionRecord record) =>
        string.IsNullOrEmpty(record.HolderIdentity) && record.LeaseDurationSeconds <= 1;

    // Empty holder and the shortest duration: the next candidate takes over at its next look.
    private LeaderElectionRecord Released(LeaderElectionRecord held) =>
        held with { HolderIdentity = "", LeaseDurationSeconds = 1, AcquireTime = Now(), RenewTime = Now() };

    private void Observe(LeaderElectionRecord record)
    {
        if (record != _observed)
            (_observed, _observedAt) = (record, _time.GetTimestamp());
        if (string.IsNullOrEmpty(record.HolderIdentity) || record.HolderIdentity == _reported)
            return;
        _reported = record.HolderIdentity;
        OnNewLeader?.Invoke(_reported);
    }

    private LeaderElectionRecord NewRecord(int transitions)
    {
        var now = Now();
        return new LeaderElectionRecord
        {
            HolderIdentity = _config.Lock.Identity,
            LeaseDurationSeconds = (int)Math.Ceiling(_config.LeaseDuration.TotalSeconds),
            AcquireTime = now,
            RenewTime = now,
            LeaderTransitions = transitions,
        };
    }

    private DateTime Now() => _time.GetUtcNow().UtcDateTime;
}
