using KubeOps.Operator.Metrics;

namespace KubeOps.Operator.LeaderElection;

/// <summary>Lets work run only while this process may do it.</summary>
internal interface ILeadership
{
    /// <summary>Whether this process may write now.</summary>
    bool Leads { get; }

    /// <summary>
    /// Runs the work once this process leads. The work is given the token that fires when leadership is lost; it should stop
    /// at once then. True when it ended because leadership was lost, false when the process is stopping.
    /// </summary>
    Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken stopping);
}

/// <summary>The only replica always leads.</summary>
internal sealed class SoleLeadership(OperatorMetrics metrics) : ILeadership
{
    public bool Leads => true;

    public async Task<bool> LeadAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        metrics.LeadershipChanged(leads: true);
        await work(CancellationToken.None);
        return false;
    }
}
