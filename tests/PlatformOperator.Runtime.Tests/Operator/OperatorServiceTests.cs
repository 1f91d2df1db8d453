using KubeOps.Operator;
using KubeOps.Operator.Health;
using KubeOps.Operator.LeaderElection;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace PlatformOperator.Runtime.Tests.Operator;

public sealed class OperatorServiceTests : IDisposable
{
    private readonly int _exitCode = Environment.ExitCode;
    private readonly Pipeline _pipeline = new();
    private readonly Election _election = new();
    private readonly Lifetime _lifetime = new();
    private readonly OperatorState _state = new();
    private readonly OperatorService _service;

    public OperatorServiceTests() =>
        _service = new OperatorService([_pipeline], _election, _state, _lifetime, NullLogger<OperatorService>.Instance);

    public void Dispose()
    {
        _service.Dispose();
        Environment.ExitCode = _exitCode;
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

        public bool IsSlow { get; set; }

        public bool WasAborted { get; private set; }

        public string Name => "widget";

        public bool HasSynced { get; set; }

        public string? Trouble { get; set; }

        public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
        {
            using var ends = stopping.Register(() => Stopping.TrySetResult());
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var aborts = abort.Register(() => aborted.TrySetResult());
            Started.SetResult();
            await await Task.WhenAny(Stopping.Task, aborted.Task, Failure.Task);
            if (IsSlow)
                await aborted.Task;
            WasAborted = abort.IsCancellationRequested;
        }
    }

    private sealed class Election : ILeadership
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Won { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Lost { get; } = new();

        public async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
        {
            Asked.SetResult();
            if (await Task.WhenAny(Won.Task, End.Task) == End.Task)
                return false;
            await work(Lost.Token);
            return Lost.IsCancellationRequested;
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool IsStopped { get; private set; }

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => IsStopped = true;
    }
}
