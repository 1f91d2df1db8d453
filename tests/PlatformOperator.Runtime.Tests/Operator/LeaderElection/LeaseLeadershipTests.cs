using k8s.LeaderElection;
using KubeOps.Operator.LeaderElection;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

public sealed class LeaseLeadershipTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TestMetrics _metrics = new();
    private readonly SharedLease _lease = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Only_one_of_two_works_and_the_other_takes_over_when_the_first_has_stopped()
    {
        using var stopFirst = new CancellationTokenSource();
        var (first, firstWorks) = Lead("first", stopFirst.Token);
        await firstWorks.Task;
        var (second, secondWorks) = Lead("second", _stopping.Token);
        for (var i = 0; i < 30; i++)
        {
            // The leader's next renewal and the follower's next look.
            await _clock.WhenTimersPendingAsync(2);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.False(secondWorks.Task.IsCompleted);

        await stopFirst.CancelAsync();
        Assert.False(await first);
        await _clock.PassUntilAsync(secondWorks.Task, TimeSpan.FromSeconds(1));

        await _stopping.CancelAsync();
        Assert.False(await second);
    }

    [Fact]
    public async Task A_lost_lease_fires_the_works_token_and_says_so()
    {
        var (leading, works) = Lead("first", CancellationToken.None);
        var lost = await works.Task;
        Assert.Equal(1, _metrics.Leads);

        _lease.IsAway = true;
        var wasLost = await _clock.PassUntilAsync(leading, TimeSpan.FromSeconds(1));

        Assert.True(wasLost);
        Assert.True(lost.IsCancellationRequested);
        Assert.Equal(0, _metrics.Leads);
    }

    [Fact]
    public async Task A_follower_that_is_stopped_has_not_lost_anything()
    {
        using var stopFirst = new CancellationTokenSource();
        var (first, firstWorks) = Lead("first", stopFirst.Token);
        await firstWorks.Task;
        var (second, _) = Lead("second", _stopping.Token);

        await _stopping.CancelAsync();

        Assert.False(await second);
        await stopFirst.CancelAsync();
        Assert.False(await first);
    }

    private (Task<bool> Leading, TaskCompletionSource<CancellationToken> Works) Lead(string identity, CancellationToken stopping)
    {
        var works = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var config = new LeaderElectionConfig(new Candidate(_lease, identity)) { Time = _clock };
        var leadership = new LeaseLeadership(new LeaderElector(config), _metrics.Metrics, NullLogger<LeaseLeadership>.Instance);
        var leading = leadership.LeadAsync(
            async lost =>
            {
                works.SetResult(lost);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(lost, stopping);
                var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var ends = either.Token.Register(() => end.SetResult());
                await end.Task;
            },
            stopping);
        return (leading, works);
    }

    private sealed class SharedLease
    {
        public LeaderElectionRecord? Record { get; set; }

        public bool IsAway { get; set; }
    }

    private sealed class Candidate(SharedLease lease, string identity) : ILock
    {
        private LeaderElectionRecord? _seen;

        public string Identity => identity;

        public Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default) =>
            lease.IsAway ? throw new HttpRequestException("away") : Task.FromResult(_seen = lease.Record);

        public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => Write(record, null);

        public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => Write(record, _seen);

        public string Describe() => "test/lease";

        private Task<bool> Write(LeaderElectionRecord record, LeaderElectionRecord? expected)
        {
            if (lease.IsAway)
                throw new HttpRequestException("away");
            lock (lease)
            {
                if (!ReferenceEquals(lease.Record, expected))
                    return Task.FromResult(false);
                lease.Record = _seen = record;
                return Task.FromResult(true);
            }
        }
    }
}
