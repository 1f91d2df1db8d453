using KubeOps.Abstractions.Builder;
using KubeOps.Operator.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOps.Operator;

/// <summary>Adds an operator to an application.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds the operator: Kubernetes client, leader election, Events, metrics (meter of the operator's name) and the health checks
    /// tagged <c>live</c> and <c>ready</c>. Controllers and finalizers are added to the builder that comes back.
    /// </summary>
    public static IOperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettingsBuilder>? configure = null)
    {
        var settings = new OperatorSettingsBuilder();
        configure?.Invoke(settings);
        return new OperatorBuilder(services, settings.Build());
    }
}
