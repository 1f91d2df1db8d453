using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeOps.Operator.Health;

/// <summary>Alive: workers and watches do their work. An API server that is away is no reason to restart the operator.</summary>
internal sealed class LivenessCheck(OperatorState state, IEnumerable<IControllerPipeline> pipelines) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = pipelines.Select(pipeline => pipeline.Trouble).OfType<string>().ToList();
        if (state.Phase == OperatorPhase.Ended)
            troubles.Add("The operator has ended.");
        return Task.FromResult(troubles.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join("; ", troubles)));
    }
}

/// <summary>Ready: the first lists are in the stores, or another replica leads and this one stands by.</summary>
internal sealed class ReadinessCheck(OperatorState state, IEnumerable<IControllerPipeline> pipelines) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var missing = pipelines.Where(pipeline => !pipeline.HasSynced).Select(pipeline => pipeline.Name).ToList();
        return Task.FromResult(state.Phase switch
        {
            OperatorPhase.Following => HealthCheckResult.Healthy("Another replica leads."),
            OperatorPhase.Leading when missing.Count == 0 => HealthCheckResult.Healthy(),
            OperatorPhase.Leading => HealthCheckResult.Unhealthy($"Not listed yet: {string.Join(", ", missing)}."),
            _ => HealthCheckResult.Unhealthy($"The operator is {state.Phase.ToString().ToLowerInvariant()}."),
        });
    }
}
