using k8s.LeaderElection;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>What goes wrong between a candidate and the record.</summary>
internal enum Fault
{
    None,
    Refuse,
    Hang,
    LoseAnswer,
}

/// <summary>The record, with versions.</summary>
internal sealed class SharedRecord
{
    public LeaderElectionRecord? Record { get; private set; }

    public int Version { get; private set; }

    public void Write(LeaderElectionRecord record) => (Record, Version) = (record, Version + 1);

    public void Delete() => (Record, Version) = (null, Version + 1);
}

/// <summary>A lock on the record that fails as told.</summary>
internal sealed class FaultyLock(string identity, SharedRecord shared) : ILock
{
    private int _seen = -1;

    public Fault Fault { get; set; }

    public string Identity => identity;

    public string Describe() => "shared";

    public Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default) => DoAsync(
        () =>
        {
            _seen = shared.Version;
            return shared.Record;
        },
        cancellationToken);

    public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
        DoAsync(() => shared.Record is null && Write(record), cancellationToken);

    public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
        DoAsync(() => shared.Record is not null && shared.Version == _seen && Write(record), cancellationToken);

    private bool Write(LeaderElectionRecord record)
    {
        shared.Write(record);
        // Whoever never hears the answer doesn't know the new version.
        if (Fault != Fault.LoseAnswer)
            _seen = shared.Version;
        return true;
    }

    private async Task<T> DoAsync<T>(Func<T> action, CancellationToken cancellationToken)
    {
        if (Fault == Fault.Refuse)
            throw new HttpRequestException("refused");
        if (Fault == Fault.Hang)
        {
            var never = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            await never.Task;
        }
        var result = action();
        return Fault == Fault.LoseAnswer && result is bool ? throw new HttpRequestException("the answer got lost") : result;
    }
}

/// <summary>A clock that can go on without its timers firing, as it does for a process that is halted.</summary>
internal sealed class HaltingClock(FakeTimeProvider clock) : TimeProvider
{
    public TimeSpan Skip { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp() + Skip.Ticks;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Skip;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}

/// <summary>One of those who want to lead.</summary>
internal sealed class Candidate : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public Candidate(string name, SharedRecord shared, FakeTimeProvider clock)
    {
        (Clock, Lock, Halted) = (clock, new FaultyLock(name, shared), new HaltingClock(clock));
        Elector = new LeaderElector(new LeaderElectionConfig(Lock) { Time = Halted });
        Elector.OnStartedLeading += () => Note("started", leads: true);
        Elector.OnStoppedLeading += () => Note("stopped", leads: false);
        Elector.OnNewLeader += Leaders.Add;
        Elector.OnError += Errors.Add;
    }

    public FakeTimeProvider Clock { get; }

    public HaltingClock Halted { get; }

    public FaultyLock Lock { get; }

    public LeaderElector Elector { get; }

    public Task Run { get; private set; } = Task.CompletedTask;

    public bool Leads { get; private set; }

    public List<string> Events { get; } = [];

    public List<string> Leaders { get; } = [];

    public List<Exception> Errors { get; } = [];

    public void Start(bool forEver = false) =>
        Run = forEver ? Elector.RunAndTryToHoldLeadershipForeverAsync(_stop.Token) : Elector.RunUntilLeadershipLostAsync(_stop.Token);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run);
    }

    public void Dispose()
    {
        _stop.Dispose();
        Elector.Dispose();
    }

    private void Note(string what, bool leads)
    {
        Events.Add(what);
        Leads = leads;
    }
}
