using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator;
using PlatformOperator.Runtime.Tests.Client;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

/// <summary>Whatever happens to the leader or its Lease: once another leads, the former leader writes nothing.</summary>
[Collection(nameof(ExitCode))]
public sealed class TwoReplicasTests : IAsyncLifetime
{
    private readonly ExitCode _exitCode = new();
    private readonly Replicas _replicas = new();
    private readonly TaskCompletionSource _aws = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception?> _passEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask InitializeAsync() => await _replicas.Cluster.CreateAsync(Widget.Named("w1", size: 7));

    public async ValueTask DisposeAsync()
    {
        _aws.TrySetResult();
        await _replicas.DisposeAsync();
        _exitCode.Dispose();
    }

    [Fact]
    public Task A_leader_that_was_halted_wakes_up_in_the_middle_of_a_pass_and_writes_nothing_more() => OnBareThreadAsync(async () =>
    {
        var (a, b) = await LeaderInPassAndFollowerAsync();

        a.IsHalted = true;
        await _replicas.PassUntilAsync(b.Elector.IsLeader, TimeSpan.FromSeconds(20));
        await b.NextPassAsync();
        a.IsHalted = false;
        _aws.SetResult();

        Assert.IsType<InvalidOperationException>(await _passEnded.Task);
        await _replicas.PassAsync(TimeSpan.FromSeconds(2));
        await EndedAsync(a);
        AssertHandedOver();
    });

    [Theory]
    [InlineData(Fault.Refuse)]
    [InlineData(Fault.Hang)]
    public Task A_leader_that_alone_is_cut_off_stops_before_the_other_starts(object fault) => OnBareThreadAsync(async () =>
    {
        var (a, b) = await LeaderInPassAndFollowerAsync();
        (a.Lock.Fault, a.IsCutOff) = ((Fault)fault, true);

        await _replicas.PassUntilAsync(() => !a.Elector.IsLeader(), TimeSpan.FromSeconds(20));
        await EndedAsync(a);
        Assert.IsAssignableFrom<OperationCanceledException>(await _passEnded.Task);
        Assert.False(b.Elector.IsLeader());
        (a.Lock.Fault, a.IsCutOff) = (Fault.None, false);
        await _replicas.PassUntilAsync(b.Elector.IsLeader, TimeSpan.FromSeconds(20));
        await b.NextPassAsync();

        AssertHandedOver();
    });

    [Fact]
    public Task A_Lease_that_is_deleted_during_a_pass_is_left_to_its_leader() => OnBareThreadAsync(async () =>
    {
        var (a, b) = await LeaderInPassAndFollowerAsync();
        await _replicas.PassAsync(TimeSpan.FromSeconds(8.5));

        _replicas.Lease.Delete();
        // The follower looks at 9 s, the leader renews at 10 s.
        await _replicas.PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(b.Elector.IsLeader());
        _aws.SetResult();
        Assert.Null(await _passEnded.Task);
        await _replicas.PassAsync(TimeSpan.FromSeconds(20));

        Assert.True(a.Elector.IsLeader());
        Assert.Equal("a", _replicas.Lease.Record!.HolderIdentity);
        Assert.Equal(["a status/w1", "a create/c1"], _replicas.Writes);
        _replicas.AssertNeverTwoWriters();
    });

    [Theory]
    [InlineData("stranger", 15)]
    [InlineData("stranger", 1)]
    [InlineData("", 15)]
    public Task A_Lease_that_a_stranger_overwrites_goes_to_no_one_before_its_leader_has_stopped(string holder, int duration) => OnBareThreadAsync(async () =>
    {
        var (a, b) = await LeaderInPassAndFollowerAsync();
        await _replicas.PassAsync(TimeSpan.FromSeconds(8.5));

        _replicas.Lease.Write(_replicas.Lease.Record! with { HolderIdentity = holder, LeaseDurationSeconds = duration });
        // The leader cannot find out for a while.
        a.Lock.Fault = Fault.Refuse;
        await _replicas.PassAsync(TimeSpan.FromSeconds(5));
        Assert.True(a.Elector.IsLeader());
        Assert.False(b.Elector.IsLeader());
        a.Lock.Fault = Fault.None;
        await _replicas.PassAsync(TimeSpan.FromSeconds(2));
        await EndedAsync(a);
        Assert.IsAssignableFrom<OperationCanceledException>(await _passEnded.Task);
        await _replicas.PassUntilAsync(b.Elector.IsLeader, TimeSpan.FromSeconds(20));
        await b.NextPassAsync();

        AssertHandedOver();
    });

    [Fact]
    public Task Two_that_run_for_an_hour_leave_all_the_work_to_one() => OnBareThreadAsync(async () =>
    {
        var (a, b) = (await _replicas.StartAsync("a"), await _replicas.StartAsync("b", random: 0));
        await a.NextPassAsync();

        await _replicas.PassAsync(TimeSpan.FromHours(1));

        Assert.True(a.Elector.IsLeader());
        Assert.Equal((OperatorPhase.Leading, OperatorPhase.Following), (a.State.Phase, b.State.Phase));
        Assert.False(b.Passes.Reader.TryRead(out _));
        _replicas.AssertNeverTwoWriters();
    });

    // Without a synchronization context, the electors run up to their next wait on the thread that moves the clock.
    private static Task OnBareThreadAsync(Func<Task> test) => Task.Run(test);

    /// <summary>One leads and, in its first pass, has written and waits for AWS; the other follows.</summary>
    private async Task<(Replica Leader, Replica Follower)> LeaderInPassAndFollowerAsync()
    {
        var isInPass = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leader = await _replicas.StartAsync("a", reconcile: async (widget, cancellationToken) =>
        {
            await _replicas.WriteStatusAsync(widget, cancellationToken);
            isInPass.SetResult();
            return await EndPassAsync(widget, cancellationToken);
        });
        await isInPass.Task;
        return (leader, await _replicas.StartAsync("b", reconcile: _replicas.WriteStatusAsync));
    }

    private async Task<ReconciliationResult<Widget>> EndPassAsync(Widget widget, CancellationToken cancellationToken)
    {
        try
        {
            await _aws.Task.WaitAsync(cancellationToken);
            // No version guards this write.
            await _replicas.Cluster.CreateAsync(
                new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "c1", NamespaceProperty = "default" } }, cancellationToken);
            _passEnded.SetResult(null);
            return ReconciliationResult<Widget>.Success(widget);
        }
        catch (Exception error)
        {
            _passEnded.SetResult(error);
            throw;
        }
    }

    private static async Task EndedAsync(Replica replica)
    {
        await replica.Ended;
        Assert.Equal(OperatorPhase.Ended, replica.State.Phase);
        Assert.True(replica.Host.IsStopped);
        Assert.Equal(1, Environment.ExitCode);
    }

    private void AssertHandedOver()
    {
        Assert.Equal("b", _replicas.Lease.Record!.HolderIdentity);
        Assert.Equal("a status/w1", _replicas.Writes[0]);
        Assert.DoesNotContain("a create/c1", _replicas.Writes);
        _replicas.AssertNeverTwoWriters();
    }
}
