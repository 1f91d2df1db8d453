using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Rbac;
using KubeOps.Operator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;

namespace PlatformOperator;

/// <summary>Puts the operator together.</summary>
/// <remarks>
/// The rights below are those of its frame: Events, and Leases, both its own and those that it grants the process pods (a role can only be granted by
/// who has its rights).
/// </remarks>
[GenericRbac(Groups = ["", "events.k8s.io"], Resources = ["events"], Verbs = RbacVerb.Create | RbacVerb.Patch)]
[GenericRbac(Groups = ["coordination.k8s.io"], Resources = ["leases"], Verbs = RbacVerb.AllExplicit)]
public static class OperatorHost
{
    /// <summary>The operator, ready to run.</summary>
    public static WebApplication Build(OperatorOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{options.Management}");
        builder.Logging.ClearProviders();
        if (options.LogTo is null)
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        else
            builder.Logging.AddProvider(options.LogTo);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        AddOperator(builder.Services, options);
        AddMetrics(builder.Services);
        var app = builder.Build();
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        app.MapPrometheusScrapingEndpoint();
        return app;
    }

    private static void AddOperator(IServiceCollection services, OperatorOptions options)
    {
        services.AddSingleton(options.Time);
        services.AddSingleton(options.Installation);
        services.AddSingleton<IAwsSessions>(new AwsSessions(options.Aws, options.Time));
        // The official KubeOps registers no health checks; without this its probes could not be mapped.
        services.AddHealthChecks();
        services.AddSingleton<Dependents>();
        services.AddSingleton<ProcessScaler>();
        services.AddScoped<ControllerServices>();
        if (options.Kubernetes is { } kubernetes)
            services.AddSingleton(kubernetes);
        services.AddKubernetesOperator(settings =>
            {
                settings.Name = Annotations.ManagedBy;
                settings.LeaderElectionType = options.LeaderElection ? LeaderElectionType.Single : LeaderElectionType.None;
                // The engine attaches and detaches the finalizer itself, so that the order is in one place: finalizer, intent, AWS.
                settings.AutoAttachFinalizers = false;
                settings.AutoDetachFinalizers = false;
            })
            .Serve<TenantController, Tenant>()
            .Serve<EncryptionKeyController, EncryptionKey>()
            .Serve<TenantBucketController, TenantBucket>()
            .Serve<DataStreamController, DataStream>()
            .Serve<DataCacheController, DataCache>()
            .Serve<DataPipelineController, DataPipeline>()
            .AddControllerWithLabelSelector<WorkloadController, V1Deployment, WorkloadSelector>()
            .AddControllerWithLabelSelector<MemberController, V1Lease, MemberSelector>();
    }

    private static void AddMetrics(IServiceCollection services) => services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
        .AddMeter(Annotations.ManagedBy, Drift.MeterName)
        .AddPrometheusExporter()
        .Build());

    private static IOperatorBuilder Serve<TController, TEntity>(this IOperatorBuilder builder)
        where TController : ResourceController<TEntity>
        where TEntity : KubeOps.Abstractions.Entities.CustomKubernetesEntity, IPlatformResource =>
        builder.AddController<TController, TEntity>().AddFinalizer<TController, TEntity>(Annotations.Finalizer);
}
