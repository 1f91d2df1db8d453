using KubeOps.Abstractions.Reconciliation;

namespace PlatformOperator.Runtime.Tests.Operator.Reconciliation;

public sealed class ControllerPipelineTests
{
    [Fact]
    public async Task The_controller_gets_the_newest_state_and_nothing_of_its_own_status_writes()
    {
        await using var fixture = new PipelineFixture();
        await fixture.Cluster.CreateAsync(Widget.Named("w1", size: 1));
        fixture.Start();
        Assert.Equal("reconcile w1 1", await fixture.NextNow());

        var written = fixture.Cluster.Get<Widget>("w1")!;
        written.Status.Seen = 1;
        await fixture.Cluster.UpdateStatusAsync(written);
        await fixture.ChangeAsync("w1", widget => widget.Spec.Size = 2);

        Assert.Equal("reconcile w1 2", await fixture.NextNow());
    }

    [Fact]
    public async Task Changes_during_a_pass_lead_to_one_more_pass_with_the_last_of_them()
    {
        await using var fixture = new PipelineFixture();
        var inPass = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        fixture.Reconcile = async (widget, _) =>
        {
            inPass.TrySetResult();
            await goOn.Task;
            return ReconciliationResult<Widget>.Success(widget);
        };
        await fixture.Cluster.CreateAsync(Widget.Named("w1", size: 1));
        fixture.Start();
        await inPass.Task;

        for (var size = 2; size <= 5; size++)
            await fixture.ChangeAsync("w1", widget => widget.Spec.Size = size);
        // The watch has brought them all once it brings this one.
        await fixture.Cluster.CreateAsync(Widget.Named("w2"));
        Assert.Equal(["reconcile w1 1", "reconcile w2 0"], [await fixture.NextNow(), await fixture.NextNow()]);
        goOn.SetResult();

        Assert.Equal("reconcile w1 5", await fixture.NextNow());
    }

    [Fact]
    public async Task Every_pass_has_its_own_scope()
    {
        await using var fixture = new PipelineFixture();
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
        await fixture.ChangeAsync("w1", widget => widget.Spec.Size = 2);
        await fixture.NextNow();

        Assert.Equal(2, fixture.Controllers.Distinct().Count());
    }

    [Fact]
    public async Task A_deletion_is_told_once_with_the_last_known_state_and_again_only_if_it_fails()
    {
        await using var fixture = new PipelineFixture();
        await fixture.Cluster.CreateAsync(Widget.Named("w1", size: 7));
        fixture.Start();
        await fixture.NextNow();
        var failures = 2;
        fixture.Delete = widget => failures-- > 0
            ? ReconciliationResult<Widget>.Failure(widget, "not yet")
            : ReconciliationResult<Widget>.Success(widget);

        await fixture.Cluster.DeleteAsync<Widget>("w1", "default");

        for (var i = 0; i < 3; i++)
            Assert.Equal("deleted w1 7", await fixture.Next("deleted"));
        await fixture.Cluster.CreateAsync(Widget.Named("w1", size: 8));
        Assert.Equal("reconcile w1 8", await fixture.NextNow());
    }

    [Fact]
    public async Task Failures_are_logged_once_each_with_key_and_reason_and_retried()
    {
        await using var fixture = new PipelineFixture();
        var results = new Queue<Func<Widget, ReconciliationResult<Widget>>>([
            _ => throw new InvalidOperationException("boom"),
            widget => ReconciliationResult<Widget>.Failure(widget, "no quota"),
        ]);
        fixture.Reconcile = (widget, _) =>
            Task.FromResult(results.TryDequeue(out var result) ? result(widget) : ReconciliationResult<Widget>.Success(widget));
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        for (var i = 0; i < 3; i++)
            Assert.Equal("reconcile w1 0", await fixture.Next());
        await fixture.StopAsync();

        var failures = fixture.Logs.Lines.Where(line => line.StartsWith("Reconciling", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, failures.Count);
        Assert.StartsWith("Reconciling Widget default/w1 failed: boom", failures[0]);
        Assert.StartsWith("Reconciling Widget default/w1 failed: no quota", failures[1]);
        Assert.Equal(2, fixture.Metrics["controller_runtime_reconcile_total{controller=widget,result=error}"]);
        Assert.NotNull(fixture.Metrics["controller_runtime_reconcile_total{controller=widget,result=success}"]);
        Assert.Equal(2, fixture.Metrics["controller_runtime_reconcile_errors_total{controller=widget}"]);
        Assert.Equal(0, fixture.Metrics["controller_runtime_active_workers{controller=widget}"]);
        Assert.Equal(4, fixture.Metrics["controller_runtime_max_concurrent_reconciles{controller=widget}"]);
    }

    [Fact]
    public async Task A_failure_that_waits_for_somebody_is_counted_each_time_and_logged_once()
    {
        await using var fixture = new PipelineFixture();
        var results = new Queue<Func<Widget, ReconciliationResult<Widget>>>([
            widget => ReconciliationResult<Widget>.Failure(widget, "no quota", requeueAfter: TimeSpan.FromMinutes(5)),
            widget => ReconciliationResult<Widget>.Failure(widget, "no quota", requeueAfter: TimeSpan.FromMinutes(5)),
            widget => ReconciliationResult<Widget>.Failure(widget, "denied", requeueAfter: TimeSpan.FromMinutes(5)),
        ]);
        fixture.Reconcile = (widget, _) =>
            Task.FromResult(results.TryDequeue(out var result) ? result(widget) : ReconciliationResult<Widget>.Success(widget));
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        for (var i = 0; i < 4; i++)
            Assert.Equal("reconcile w1 0", await fixture.Next());
        await fixture.StopAsync();

        Assert.Equal(
            ["no quota", "denied"],
            fixture.Logs.Lines.Where(line => line.StartsWith("Reconciling", StringComparison.Ordinal)).Select(line => line.Contains("no quota", StringComparison.Ordinal) ? "no quota" : "denied"));
        Assert.Equal(3, fixture.Metrics["controller_runtime_reconcile_errors_total{controller=widget}"]);
    }

    [Fact]
    public async Task What_does_not_change_is_looked_at_again_about_every_ten_minutes()
    {
        await using var fixture = new PipelineFixture();
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
        // The watch's timeout and the resync.
        await fixture.Clock.WhenTimersPendingAsync(2);
        var planned = fixture.Clock.GetUtcNow();

        await fixture.Next(step: 1);

        Assert.True(fixture.Clock.GetUtcNow() - planned >= TimeSpan.FromMinutes(9));
    }

    [Fact]
    public async Task Of_five_hundred_that_fail_through_an_outage_of_hours_none_is_dropped()
    {
        await using var fixture = new PipelineFixture();
        var isDown = true;
        HashSet<string> done = [];
        var all = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Reconcile = (widget, _) =>
        {
            if (Volatile.Read(ref isDown))
                throw new HttpRequestException("API server is away");
            lock (done)
            {
                done.Add(widget.Metadata.Name);
                if (done.Count == 500)
                    all.TrySetResult(true);
            }
            return Task.FromResult(ReconciliationResult<Widget>.Success(widget));
        };
        for (var i = 0; i < 500; i++)
            await fixture.Cluster.CreateAsync(Widget.Named($"w{i}", $"ns{i % 7}"));
        fixture.Start();
        for (var i = 0; i < 500; i++)
            await fixture.NextNow();
        fixture.Cluster.Outage = new HttpRequestException("down");
        fixture.Cluster.EndWatches();
        for (var minute = 0; minute < 180; minute++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        fixture.Cluster.Outage = null;
        Volatile.Write(ref isDown, false);

        Assert.True(await fixture.Clock.PassUntilAsync(all.Task, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_namespace_with_one_widget_does_not_wait_for_one_with_hundreds()
    {
        await using var fixture = new PipelineFixture(settings => settings.ParallelReconciliation.MaxParallelReconciliations = 1);
        for (var i = 0; i < 300; i++)
            await fixture.Cluster.CreateAsync(Widget.Named($"big{i}", "big"));
        await fixture.Cluster.CreateAsync(Widget.Named("small", "small"));
        var listed = new TaskCompletionSource();
        fixture.Reconcile = async (widget, _) =>
        {
            // The first pass waits until the whole list is queued.
            await listed.Task;
            return ReconciliationResult<Widget>.Success(widget);
        };
        fixture.Start();
        await fixture.NextNow();
        while (!fixture.Pipeline.HasSynced)
            await Task.Yield();
        listed.SetResult();

        List<string> next = [await fixture.NextNow(), await fixture.NextNow()];
        Assert.Contains("reconcile small 0", next);
    }

    [Fact]
    public async Task Stopping_lets_the_pass_in_work_end_and_starts_no_other()
    {
        await using var fixture = new PipelineFixture(settings => settings.ParallelReconciliation.MaxParallelReconciliations = 1);
        var goOn = new TaskCompletionSource();
        var wasCancelled = false;
        fixture.Reconcile = async (widget, cancellationToken) =>
        {
            await goOn.Task;
            wasCancelled = cancellationToken.IsCancellationRequested;
            return ReconciliationResult<Widget>.Success(widget);
        };
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        await fixture.Cluster.CreateAsync(Widget.Named("w2"));
        fixture.Start();
        await fixture.NextNow();

        var stopped = fixture.StopAsync();
        Assert.False(stopped.IsCompleted);
        goOn.SetResult();
        await stopped;

        Assert.False(wasCancelled);
        Assert.False(fixture.Calls.Reader.TryRead(out _));
        Assert.Null(fixture.Pipeline.Trouble);
    }

    [Fact]
    public async Task An_abort_cancels_the_pass_in_work_and_plans_no_retry()
    {
        await using var fixture = new PipelineFixture();
        fixture.Reconcile = async (widget, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, fixture.Clock, cancellationToken);
            return ReconciliationResult<Widget>.Success(widget);
        };
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();

        await fixture.AbortAsync();

        Assert.Empty(fixture.Logs.Lines);
    }

    [Fact]
    public async Task A_wish_for_another_visit_is_granted_at_its_time()
    {
        await using var fixture = new PipelineFixture();
        await fixture.Cluster.CreateAsync(Widget.Named("w1"));
        fixture.Start();
        await fixture.NextNow();
        await fixture.Clock.WhenTimersPendingAsync(2);

        Assert.True(fixture.Pipeline.Enqueue(Widget.Named("w1"), ReconciliationTriggerSource.Operator, TimeSpan.FromSeconds(20)));
        fixture.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal("reconcile w1 0", await fixture.NextNow());
    }
}
