using k8s;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Events;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOps.KubernetesClient;
using KubeOps.Operator.Events;
using KubeOps.Operator.Health;
using KubeOps.Operator.Informer;
using KubeOps.Operator.LeaderElection;
using KubeOps.Operator.Metrics;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KubeOps.Operator.Builder;

/// <summary>Registers the operator's parts as services.</summary>
internal sealed class OperatorBuilder : IOperatorBuilder
{
    // The elector must write while nobody leads yet, so its client has no guard; nor do its renewals share a connection with the work.
    private const string ElectionClient = "leader-election";

    private readonly HashSet<string> _names = [];

    public OperatorBuilder(IServiceCollection services, OperatorSettings settings)
    {
        Services = services;
        Settings = settings;
        AddBase();
        AddLeadership();
    }

    public IServiceCollection Services { get; }

    public OperatorSettings Settings { get; }

    public IOperatorBuilder AddController<TImplementation, TEntity>()
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        Add<TImplementation, TEntity>(_ => null, _ => null);

    public IOperatorBuilder AddControllerWithLabelSelector<TImplementation, TEntity, TLabelSelector>()
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta>
        where TLabelSelector : class, IEntityLabelSelector<TEntity>
    {
        Services.TryAddSingleton<TLabelSelector>();
        return Add<TImplementation, TEntity>(services => services.GetRequiredService<TLabelSelector>(), _ => null);
    }

    public IOperatorBuilder AddControllerWithFieldSelector<TImplementation, TEntity, TFieldSelector>()
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta>
        where TFieldSelector : class, IEntityFieldSelector<TEntity>
    {
        Services.TryAddSingleton<TFieldSelector>();
        return Add<TImplementation, TEntity>(_ => null, services => services.GetRequiredService<TFieldSelector>());
    }

    public IOperatorBuilder AddFinalizer<TImplementation, TEntity>(string identifier)
        where TImplementation : class, IEntityFinalizer<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        Services.TryAddScoped<TImplementation>();
        Services.AddSingleton(new FinalizerRegistration<TEntity>(identifier, typeof(TImplementation)));
        Services.TryAddTransient<EntityFinalizerAttacher<TImplementation, TEntity>>(services =>
        {
            var client = services.GetRequiredService<IKubernetesClient>();
            return (entity, cancellationToken) => Finalizers.AttachAsync(client, entity, [identifier], cancellationToken);
        });
        return this;
    }

    // A wish goes to the queue of the reconciliation that it is made in; from elsewhere, to every controller of the kind.
    private static EntityQueue<TEntity> Queue<TEntity>(IServiceProvider services)
        where TEntity : IKubernetesObject<V1ObjectMeta> => (entity, _, source, queueIn, _, _) =>
    {
        IEnumerable<IEntityWork<TEntity>> work = CurrentWork<TEntity>.Work is { } own ? [own] : services.GetServices<ControllerPipeline<TEntity>>();
        return Task.FromResult(work.Aggregate(true, (taken, target) => target.Enqueue(entity, source, queueIn) && taken));
    };

    private OperatorBuilder Add<TImplementation, TEntity>(
        Func<IServiceProvider, IEntityLabelSelector<TEntity>?> labels, Func<IServiceProvider, IEntityFieldSelector<TEntity>?> fields)
        where TImplementation : class, IEntityController<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var name = NameOf<TImplementation, TEntity>();
        Services.TryAddScoped<TImplementation>();
        Services.TryAddTransient(Queue<TEntity>);
        Services.AddSingleton(services => new ControllerPipeline<TEntity>(
            name,
            new EntityReconciler<TEntity>(
                typeof(TImplementation),
                services.GetServices<FinalizerRegistration<TEntity>>(),
                services.GetRequiredService<IServiceScopeFactory>(),
                services.GetRequiredService<IKubernetesClient>(),
                Settings),
            new ApiEntitySource<TEntity>(services.GetRequiredService<IKubernetesClient>(), Settings, labels(services), fields(services)),
            services.GetRequiredService<PipelineEnvironment>()));
        Services.AddSingleton<IControllerPipeline>(services =>
            services.GetServices<ControllerPipeline<TEntity>>().Single(pipeline => string.Equals(pipeline.Name, name, StringComparison.Ordinal)));
        return this;
    }

    // controller-runtime names a controller after its kind; a second one for the kind needs a name of its own.
    private string NameOf<TImplementation, TEntity>()
    {
        var kind = (Attribute.GetCustomAttribute(typeof(TEntity), typeof(KubernetesEntityAttribute)) as KubernetesEntityAttribute)?.Kind;
        var name = (string.IsNullOrEmpty(kind) ? typeof(TEntity).Name : kind).ToLowerInvariant();
        if (_names.Add(name))
            return name;
        name = $"{name}-{typeof(TImplementation).Name.ToLowerInvariant()}";
        return _names.Add(name)
            ? name
            : throw new InvalidOperationException($"{typeof(TImplementation).Name} is added twice for {typeof(TEntity).Name}.");
    }

    private void AddBase()
    {
        Services.AddMetrics();
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(Settings);
        Services.AddSingleton<OperatorMetrics>();
        Services.AddSingleton<OperatorState>();
        Services.AddSingleton<PipelineEnvironment>();
        Services.TryAddSingleton(_ => KubernetesClientConfiguration.BuildDefaultConfig());
        Services.TryAddSingleton<IKubernetes>(services => new Kubernetes(
            services.GetRequiredService<KubernetesClientConfiguration>(),
            new LeadershipGuard(services.GetRequiredService<ILeadership>()),
            new RequestMetricsHandler(services.GetRequiredService<OperatorMetrics>())));
        Services.TryAddSingleton<IKubernetesClient, KubernetesClient.KubernetesClient>();
        Services.AddSingleton<EventRecorder>();
        Services.TryAddSingleton<EventPublisher>(services => services.GetRequiredService<EventRecorder>().PublishAsync);
        Services.AddHostedService<OperatorService>();
        Services.AddHealthChecks()
            .AddCheck<LivenessCheck>("operator-live", tags: ["live"])
            .AddCheck<ReadinessCheck>("operator-ready", tags: ["ready"]);
    }

    private void AddLeadership()
    {
        switch (Settings.LeaderElectionType)
        {
            case LeaderElectionType.None:
                Services.AddSingleton<ILeadership, SoleLeadership>();
                break;
            case LeaderElectionType.Single:
                Services.AddKeyedSingleton<IKubernetesClient>(ElectionClient, (services, _) => NewElectionClient(services));
                Services.TryAddSingleton(NewElector);
                Services.AddSingleton<ILeadership, LeaseLeadership>();
                break;
            default:
                throw new NotSupportedException($"Leader election of type {Settings.LeaderElectionType} is not supported: use None or Single.");
        }
    }

    private static KubernetesClient.KubernetesClient NewElectionClient(IServiceProvider services)
    {
        var config = services.GetRequiredService<KubernetesClientConfiguration>();
        return new(config, new Kubernetes(config, new RequestMetricsHandler(services.GetRequiredService<OperatorMetrics>())));
    }

    private LeaderElector NewElector(IServiceProvider services)
    {
        var client = services.GetRequiredKeyedService<IKubernetesClient>(ElectionClient);
        // Two replicas may share a machine's name (and a restarted one does): only a name of its own tells whose Lease it is.
        var identity = $"{Environment.MachineName}_{Guid.NewGuid():N}";
        var leaseLock = new LeaseLock(client.ApiClient, client.GetCurrentNamespace(), $"{Settings.Name}-leader", identity);
        return new LeaderElector(new LeaderElectionConfig(leaseLock)
        {
            LeaseDuration = Settings.LeaderElectionLeaseDuration,
            RenewDeadline = Settings.LeaderElectionRenewDeadline,
            RetryPeriod = Settings.LeaderElectionRetryPeriod,
            Time = services.GetRequiredService<TimeProvider>(),
        });
    }
}
