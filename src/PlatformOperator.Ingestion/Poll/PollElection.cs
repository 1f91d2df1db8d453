using k8s.LeaderElection;
using Microsoft.Extensions.Logging;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Lets one pod poll at a time: whoever holds the Lease.</summary>
internal sealed class PollElection(PollLease lease, ILogger log)
{
    /// <summary>Waits for the Lease, polls while it is ours, and again, until told to stop. The Lease goes only after polling has ended.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> poll, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var election = new CancellationTokenSource();
            using var polling = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            // Others wait half a minute for a pod that was killed; a schedule bears that, and the API server is spared.
            using var elector = new LeaderElector(new LeaderElectionConfig(lease)
            {
                LeaseDuration = TimeSpan.FromSeconds(30),
                RenewDeadline = TimeSpan.FromSeconds(20),
                RetryPeriod = TimeSpan.FromSeconds(5),
            });
            elector.OnStartedLeading += begun.SetResult;
            elector.OnStoppedLeading += polling.Cancel;
            elector.OnError += error =>
                log.LogWarning("The lease {Lease} cannot be taken or renewed and is tried again: {Error}", lease.Describe(), error.Message);
            var leading = elector.RunUntilLeadershipLostAsync(election.Token);
            try
            {
                await begun.Task.WaitAsync(stop).ConfigureAwait(false);
                log.LogInformation("Polling, as holder of the lease {Lease}", lease.Describe());
                await poll(polling.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested || polling.IsCancellationRequested)
            {
                log.LogInformation("Polling no more");
            }
            catch (PositionLostException e)
            {
                log.LogWarning("Polling no more: {Reason}", e.Message);
            }
            finally
            {
                await election.CancelAsync().ConfigureAwait(false);
                await leading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
