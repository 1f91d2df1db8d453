using k8s.LeaderElection;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>A candidate that is stopped leaves no Lease behind that names it, whatever it was doing.</summary>
public class LeaseReleaseTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly VersionedLock _lease = new("a");

    [Fact]
    public async Task A_leader_stopped_while_it_renews_lets_the_Lease_go_though_it_never_saw_the_answer()
    {
        using var stop = new CancellationTokenSource();
        using var elector = NewElector();
        var run = elector.RunUntilLeadershipLostAsync(stop.Token);
        await _time.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);
        Assert.True(elector.IsLeader());

        _lease.LoseAnswersAndThen(stop.Cancel);
        _time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal("", _lease.Record!.HolderIdentity);
        Assert.False(elector.IsLeader());
    }

    [Fact]
    public async Task A_candidate_stopped_while_it_takes_the_Lease_lets_it_go_and_never_says_that_it_led()
    {
        using var stop = new CancellationTokenSource();
        using var elector = NewElector();
        var told = new List<string>();
        elector.OnStartedLeading += () => told.Add("started");
        elector.OnStoppedLeading += () => told.Add("stopped");

        _lease.LoseAnswersAndThen(stop.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => elector.RunUntilLeadershipLostAsync(stop.Token));

        Assert.Equal("", _lease.Record!.HolderIdentity);
        Assert.Empty(told);
    }

    [Fact]
    public async Task A_candidate_stopped_while_another_leads_leaves_the_Lease_alone()
    {
        using var stop = new CancellationTokenSource();
        var others = new LeaderElectionRecord
        {
            HolderIdentity = "b", LeaseDurationSeconds = 15, AcquireTime = DateTime.UnixEpoch, RenewTime = DateTime.UnixEpoch,
        };
        _lease.Put(others);
        using var elector = NewElector();
        var run = elector.RunUntilLeadershipLostAsync(stop.Token);
        await _time.WhenTimersPendingAsync(1, TestContext.Current.CancellationToken);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(others, _lease.Record);
    }

    private LeaderElector NewElector() => new(new LeaderElectionConfig(_lease) { Time = _time });

    /// <summary>A Lease in memory with a version, as the API server guards it. It can swallow the answer to a write that it took.</summary>
    private sealed class VersionedLock(string identity) : ILock
    {
        private int _version;
        private int _seen;
        private Action? _afterLostAnswer;

        public LeaderElectionRecord? Record { get; private set; }

        public string Identity => identity;

        public void Put(LeaderElectionRecord record) => (Record, _version) = (record, _version + 1);

        public void LoseAnswersAndThen(Action then) => _afterLostAnswer = then;

        public Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _seen = _version;
            return Task.FromResult(Record);
        }

        public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
            Record is null ? WriteAsync(record, cancellationToken) : Task.FromResult(false);

        public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) =>
            _seen == _version ? WriteAsync(record, cancellationToken) : Task.FromResult(false);

        public string Describe() => "lease";

        private Task<bool> WriteAsync(LeaderElectionRecord record, CancellationToken cancellationToken)
        {
            Put(record);
            if (_afterLostAnswer is { } then)
            {
                _afterLostAnswer = null;
                then();
                cancellationToken.ThrowIfCancellationRequested();
            }
            _seen = _version;
            return Task.FromResult(true);
        }
    }
}
