using Microsoft.Extensions.Logging;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Polls in rounds, one every interval, whatever becomes of each.</summary>
internal sealed class Poller(PollPlan plan, PageFetcher fetcher, PolledEvents events, PollMetrics metrics, TimeProvider time, ILogger log)
{
    /// <summary>Round after round until cancelled.</summary>
    /// <exception cref="PositionLostException">Somebody else polls.</exception>
    public async Task RunAsync(IPollPositions positions, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var isChanged = await new PollRound(plan, fetcher, events, positions, time).RunAsync(cancellationToken).ConfigureAwait(false);
                metrics.Ended(isChanged ? "ok" : "unchanged", success: true);
            }
            catch (PollFailedException e)
            {
                metrics.Ended(e.Outcome, success: false);
                log.LogError("{Failure} The next round begins in {Interval}.", e.Message, plan.Interval);
            }
            await Task.Delay(plan.Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
