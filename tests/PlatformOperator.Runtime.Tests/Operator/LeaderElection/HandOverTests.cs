using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator;

namespace PlatformOperator.Runtime.Tests.Operator.LeaderElection;

/// <summary>How soon the next replica works, and what becomes of the pass in work, when the leader is told to end or just dies.</summary>
[Collection(nameof(ExitCode))]
public sealed class HandOverTests : IDisposable
{
    private static readonly TimeSpan Grace = OperatorService.StoppingGrace;

    private readonly ExitCode _exitCode = new();

    public void Dispose() => _exitCode.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public Task After_a_kill_the_other_works_within_20_seconds(double random) => AtAnyMomentAsync(async moment =>
    {
        await using var replicas = await WithWidgetAsync();
        var a = await replicas.StartAsync("a");
        await a.NextPassAsync();
        var b = await replicas.StartAsync("b", random);
        await replicas.PassAsync(moment);

        a.IsHalted = true;
        var took = await replicas.PassUntilAsync(b.Elector.IsLeader, TimeSpan.FromMinutes(1));

        Assert.InRange(took, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        await b.NextPassAsync();
        replicas.AssertNeverTwoWriters();
    });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public Task After_SIGTERM_the_other_works_within_3_seconds_though_a_pass_would_never_end(double random) => AtAnyMomentAsync(async moment =>
    {
        await using var replicas = await WithWidgetAsync();
        var a = await replicas.StartAsync("a", reconcile: async (widget, cancellationToken) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return ReconciliationResult<Widget>.Success(widget);
        });
        await a.NextPassAsync();
        var b = await replicas.StartAsync("b", random);
        await replicas.PassAsync(moment);

        await a.Host.SignalAsync();
        await a.Clock.WhenTimerPendingAsync(left => left == Grace, TestContext.Current.CancellationToken);
        await replicas.PassAsync(Grace);
        await a.Ended;
        var took = Grace + await replicas.PassUntilAsync(b.Elector.IsLeader, TimeSpan.FromMinutes(1));

        Assert.True(took < TimeSpan.FromSeconds(3), $"It took {took} at {moment}.");
        await b.NextPassAsync();
        Assert.False(a.Host.IsStopped);
        replicas.AssertNeverTwoWriters();
    });

    [Fact]
    public Task A_pass_that_ends_within_the_grace_writes_its_status_before_the_Lease_is_let_go() => OnBareThreadAsync(async () =>
    {
        await using var replicas = await WithWidgetAsync();
        var aws = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holders = new List<string?>();
        var a = await replicas.StartAsync("a", reconcile: async (widget, cancellationToken) =>
        {
            await aws.Task.WaitAsync(cancellationToken);
            holders.Add(replicas.Lease.Record!.HolderIdentity);
            return await replicas.WriteStatusAsync(widget, cancellationToken);
        });
        await a.NextPassAsync();

        await a.Host.SignalAsync();
        await a.Clock.WhenTimerPendingAsync(left => left == Grace, TestContext.Current.CancellationToken);
        a.Clock.Advance(Grace - TimeSpan.FromMilliseconds(1));
        aws.SetResult();
        await a.Ended;

        Assert.Equal(7, replicas.Cluster.Get<Widget>("w1")!.Status.Seen);
        Assert.Equal(["a"], holders);
        Assert.Equal("", replicas.Lease.Record!.HolderIdentity);
    });

    [Fact]
    public Task A_pass_that_outlasts_the_grace_is_cancelled_and_writes_nothing() => OnBareThreadAsync(async () =>
    {
        await using var replicas = await WithWidgetAsync();
        var ended = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var a = await replicas.StartAsync("a", reconcile: async (widget, cancellationToken) =>
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var tells = cancellationToken.Register(told.SetResult);
            await told.Task;
            ended.SetResult(replicas.Lease.Record!.HolderIdentity);
            return await replicas.WriteStatusAsync(widget, cancellationToken);
        });
        await a.NextPassAsync();

        await a.Host.SignalAsync();
        await a.Clock.WhenTimerPendingAsync(left => left == Grace, TestContext.Current.CancellationToken);
        a.Clock.Advance(Grace);
        await a.Ended;

        Assert.Equal("a", await ended.Task);
        Assert.Empty(replicas.Writes);
        Assert.Equal("", replicas.Lease.Record!.HolderIdentity);
    });

    [Fact]
    public Task What_a_pass_left_running_writes_nothing_after_the_Lease_was_let_go() => OnBareThreadAsync(async () =>
    {
        await using var replicas = await WithWidgetAsync();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = Task.CompletedTask;
        var a = await replicas.StartAsync("a", reconcile: (widget, _) =>
        {
            left = WriteLaterAsync();
            return Task.FromResult(ReconciliationResult<Widget>.Success(widget));

            async Task WriteLaterAsync()
            {
                await goOn.Task;
                await replicas.Cluster.CreateAsync(
                    new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "c1", NamespaceProperty = "default" } }, CancellationToken.None);
            }
        });
        await a.NextPassAsync();

        await a.Host.SignalAsync();
        await a.Ended;
        goOn.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => left);
        Assert.Empty(replicas.Writes);
    });

    /// <summary>At moments spread over a leader's and a follower's rhythm: who looks when decides how long it takes.</summary>
    private static Task AtAnyMomentAsync(Func<TimeSpan, Task> test) => OnBareThreadAsync(async () =>
    {
        // A millisecond beside the renewals, so that none of them can be taken for the end of the grace.
        for (var moment = TimeSpan.FromSeconds(20.001); moment < TimeSpan.FromSeconds(24); moment += TimeSpan.FromMilliseconds(50))
            await test(moment);
    });

    private static async Task<Replicas> WithWidgetAsync()
    {
        var replicas = new Replicas();
        await replicas.Cluster.CreateAsync(Widget.Named("w1", size: 7));
        return replicas;
    }

    // Without a synchronization context, the electors run up to their next wait on the thread that moves the clock.
    private static Task OnBareThreadAsync(Func<Task> test) => Task.Run(test);
}
