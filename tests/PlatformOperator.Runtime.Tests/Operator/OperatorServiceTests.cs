using KubeOps.Operator;
using KubeOps.Operator.Health;
using KubeOps.Operator.LeaderElection;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator;

[Collection(nameof(ExitCode))]
public sealed class OperatorServiceTests : IDisposable
{
    private readonly ExitCode _exitCode = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipeline _pipeline = new();
    private readonly Election _election = new();
    private readonly Lifetime _lifetime = new();
    private readonly OperatorState _state = new();
    private readonly OperatorService _service;

    public OperatorServiceTests() =>
        _service = new OperatorService([_pipeline], _election, _state, _lifetime, _clock, NullLogger<OperatorService>.Instance);

    public void Dispose()
    {
        _service.Dispose();
        _lifetime.Dispose();
        _exitCode.Dispose();
    }

    [Fact]
    public async Task A_follower_runs_no_controller_and_is_alive_and_ready()
    {
        Assert.Equal(HealthStatus.Unhealthy, await Ready());
        await _service.StartAsync(TestContext.Current.CancellationToken);
        await _election.Asked.Task;

        Assert.False(_pipeline.Started.Task.IsCompleted);
        Assert.Equal(HealthStatus.Healthy, await Ready());
        Assert.Equal(HealthStatus.Healthy, await Live());
        _election.End.SetResult();
    }

    [Fact]
    public async Task A_leader_is_ready_once_everything_is_listed()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;
        Assert.Equal(HealthStatus.Unhealthy, await Ready());
        _pipeline.HasSynced = true;
        Assert.Equal(HealthStatus.Healthy, await Ready());
        await _service.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(_lifetime.IsStopped);
    }

    [Fact]
    public async Task Losing_the_lease_aborts_the_work_and_ends_the_process_with_an_error()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;

        await _election.Lost.CancelAsync();
        await _service.ExecuteTask!;

        Assert.True(_pipeline.WasAborted);
        Assert.True(_lifetime.IsStopped);
        Assert.Equal(1, Environment.ExitCode);
        Assert.Equal(HealthStatus.Unhealthy, await Live());
    }

    [Fact]
    public async Task A_controller_that_ends_by_itself_ends_the_process_with_an_error()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;
        _pipeline.Failure.SetException(new InvalidOperationException("a bug"));

        await _service.ExecuteTask!;

        Assert.True(_lifetime.IsStopped);
        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task Stopping_waits_for_the_work_and_aborts_it_when_the_host_waits_no_longer()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;
        _pipeline.IsSlow = true;
        using var patience = new CancellationTokenSource();

        var stopping = _service.StopAsync(patience.Token);
        await _pipeline.Stopping.Task;
        Assert.False(_pipeline.WasAborted);
        Assert.False(stopping.IsCompleted);
        await patience.CancelAsync();
        await _service.ExecuteTask!;

        Assert.True(_pipeline.WasAborted);
    }

    [Fact]
    public async Task Stopping_gives_the_work_a_short_grace_and_then_aborts_it()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;
        _pipeline.IsSlow = true;

        var stopping = _service.StopAsync(CancellationToken.None);
        await _clock.WhenTimerPendingAsync(left => left == OperatorService.StoppingGrace, TestContext.Current.CancellationToken);
        _clock.Advance(OperatorService.StoppingGrace - TimeSpan.FromMilliseconds(1));
        Assert.False(_pipeline.Aborted.Task.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await stopping;

        Assert.True(_pipeline.WasAborted);
        Assert.False(_lifetime.IsStopped);
    }

    [Fact]
    public async Task The_work_stops_with_the_hosts_signal_though_other_services_still_keep_the_host()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;

        await _lifetime.SignalAsync();
        Assert.True(_pipeline.Stopping.Task.IsCompleted);
        await _service.ExecuteTask!;

        Assert.False(_pipeline.WasAborted);
    }

    [Fact]
    public async Task A_dead_watch_is_not_alive()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        _election.Won.SetResult();
        await _pipeline.Started.Task;
        Assert.Equal(HealthStatus.Healthy, await Live());
        _pipeline.Trouble = "the watch is silent";
        Assert.Equal(HealthStatus.Unhealthy, await Live());
        await _service.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HealthStatus> Ready() => (await new ReadinessCheck(_state, [_pipeline]).CheckHealthAsync(new())).Status;

    private async Task<HealthStatus> Live() => (await new LivenessCheck(_state, [_pipeline]).CheckHealthAsync(new())).Status;

    private sealed class Pipeline : IControllerPipeline
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopping { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Failure { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsSlow { get; set; }

        public bool WasAborted { get; private set; }

        public string Name => "widget";

        public bool HasSynced { get; set; }

        public string? Trouble { get; set; }

        public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
        {
            using var ends = stopping.Register(() => Stopping.TrySetResult());
            using var aborts = abort.Register(() => Aborted.TrySetResult());
            Started.SetResult();
            await await Task.WhenAny(Stopping.Task, Aborted.Task, Failure.Task);
            if (IsSlow)
                await Aborted.Task;
            WasAborted = abort.IsCancellationRequested;
        }
    }

    private sealed class Election : ILeadership
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Won { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Lost { get; } = new();

        public bool Leads => Won.Task.IsCompleted && !Lost.IsCancellationRequested;

        public async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
        {
            Asked.SetResult();
            if (await Task.WhenAny(Won.Task, End.Task) == End.Task)
                return false;
            await work(Lost.Token);
            return Lost.IsCancellationRequested;
        }
    }
}
