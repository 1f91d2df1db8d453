using k8s.LeaderElection;
using KubeOps.Operator.Metrics;
using Microsoft.Extensions.Logging;

namespace KubeOps.Operator.LeaderElection;

/// <summary>Leads while it holds the Lease. It keeps the Lease until the last pass has ended, and never takes a lost one back.</summary>
internal sealed partial class LeaseLeadership(LeaderElector elector, OperatorMetrics metrics, ILogger<LeaseLeadership> logger) : ILeadership
{
    public bool Leads => elector.IsLeader();

    public async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        elector.OnStartedLeading += () => started.TrySetResult();
        elector.OnNewLeader += LogLeader;
        elector.OnError += error => LogError(error.Message);
        using var electing = new CancellationTokenSource();
        using var lost = new CancellationTokenSource();
        var election = elector.RunUntilLeadershipLostAsync(electing.Token);
        try
        {
            await Task.WhenAny(started.Task, election).WaitAsync(stopping);
            if (!started.Task.IsCompletedSuccessfully)
                return true;
            metrics.LeadershipChanged(leads: true);
            var working = work(lost.Token);
            if (await Task.WhenAny(working, election) == working)
            {
                await working;
                return false;
            }
            metrics.LeadershipChanged(leads: false);
            await lost.CancelAsync();
            await working;
            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            metrics.LeadershipChanged(leads: false);
            await electing.CancelAsync();
            await election.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The leader is {Identity}.")]
    private partial void LogLeader(string identity);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leader election: {Reason}")]
    private partial void LogError(string reason);
}
