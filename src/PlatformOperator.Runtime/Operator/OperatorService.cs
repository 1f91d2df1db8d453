using KubeOps.Operator.LeaderElection;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeOps.Operator;

/// <summary>Runs all controllers while this process leads.</summary>
internal sealed partial class OperatorService(
    IEnumerable<IControllerPipeline> pipelines,
    ILeadership leadership,
    OperatorState state,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<OperatorService> logger) : BackgroundService
{
    /// <summary>
    /// How long passes in work may go on after stopping was asked for: enough for a call in flight and the status write after it. Every
    /// step is safe to abandon, and with the two seconds between a follower's looks this keeps a hand-over under three.
    /// </summary>
    public static readonly TimeSpan StoppingGrace = TimeSpan.FromMilliseconds(750);

    private readonly CancellationTokenSource _abort = new();

    /// <summary>A host that waits for less than the grace aborts the passes in work itself.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await _abort.CancelAsync();
        // What was aborted must have ended before whoever stops this goes on.
        if (ExecuteTask is { } executing)
            await executing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        base.Dispose();
        _abort.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        state.Phase = OperatorPhase.Following;
        // A host stops its services one after the other, and the web server waits for its requests: the Lease must not wait for them too.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        bool lost;
        try
        {
            lost = await leadership.LeadAsync(leaderLost => WorkAsync(stopping.Token, leaderLost), stopping.Token);
        }
        catch (Exception error)
        {
            state.Phase = OperatorPhase.Ended;
            Fail();
            LogFailed(error);
            return;
        }
        state.Phase = OperatorPhase.Ended;
        if (!lost)
            return;
        // Another replica may work by now: whatever this process still believes is out of date, so it starts anew.
        LogLost();
        Fail();
    }

    private async Task WorkAsync(CancellationToken stopping, CancellationToken leaderLost)
    {
        state.Phase = OperatorPhase.Leading;
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(_abort.Token, leaderLost);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, leaderLost);
        // Waiting for the end is a part of its own: an operator without controllers runs on too.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var endsWhenTold = ending.Token.Register(() => ended.TrySetResult());
        List<Task> running = [.. pipelines.Select(pipeline => pipeline.RunAsync(ending.Token, abort.Token))];
        // One controller that has ended ends them all: an operator that does half of its work is worse than one that restarts.
        await Task.WhenAny([ended.Task, .. running]);
        await ending.CancelAsync();
        using var grace = new CancellationTokenSource(StoppingGrace, time);
        await using var aborts = grace.Token.Register(abort.Cancel);
        await Task.WhenAll(running);
    }

    private void Fail()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Leadership is lost; the process ends.")]
    private partial void LogLost();

    [LoggerMessage(Level = LogLevel.Critical, Message = "The operator failed; the process ends.")]
    private partial void LogFailed(Exception error);
}

/// <summary>What the operator of this process does right now.</summary>
internal enum OperatorPhase
{
    /// <summary>It has not begun.</summary>
    Starting,

    /// <summary>It waits for the Lease.</summary>
    Following,

    /// <summary>It runs its controllers.</summary>
    Leading,

    /// <summary>It does nothing any more; the process is about to end.</summary>
    Ended,
}

/// <summary>Where the health checks read the operator's phase.</summary>
internal sealed class OperatorState
{
    private volatile OperatorPhase _phase;

    public OperatorPhase Phase
    {
        get => _phase;
        set => _phase = value;
    }
}
