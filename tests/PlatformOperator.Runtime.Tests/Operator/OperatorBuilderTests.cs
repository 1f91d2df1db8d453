using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Events;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOps.KubernetesClient;
using KubeOps.Operator;
using KubeOps.Operator.Reconciliation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator;

public sealed class OperatorBuilderTests : IDisposable
{
    private readonly HostApplicationBuilder _host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    private readonly IServiceCollection _services;
    private readonly FakeCluster _cluster = new();

    public OperatorBuilderTests()
    {
        _services = _host.Services;
        _services.AddSingleton<IKubernetesClient>(_cluster);
        _services.AddSingleton<TimeProvider>(new FakeTimeProvider());
    }

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Everything_that_a_controller_may_ask_for_is_there()
    {
        _services.AddKubernetesOperator(settings => settings.Name = "dataplatform")
            .AddController<Controller, Widget>()
            .AddControllerWithLabelSelector<Second, Widget, Labels>()
            .AddFinalizer<Cleanup, Widget>("example.dev/cleanup");
        _host.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
        using var host = _host.Build();
        var provider = host.Services;

        Assert.Equal(["widget", "widget-second"], provider.GetServices<IControllerPipeline>().Select(pipeline => pipeline.Name));
        await using var scope = provider.CreateAsyncScope();
        Assert.NotNull(scope.ServiceProvider.GetRequiredService<Controller>().Publish);
        await provider.GetRequiredService<EventPublisher>()(Widget.Named("w1"), "Created", "Made.");
        var queue = provider.GetRequiredService<EntityQueue<Widget>>();
        Assert.True(
            await queue(Widget.Named("w1"), ReconciliationType.Modified, ReconciliationTriggerSource.Operator, TimeSpan.Zero, 0, CancellationToken.None));

        var created = await _cluster.CreateAsync(Widget.Named("w1"));
        var attached = await provider.GetRequiredService<EntityFinalizerAttacher<Cleanup, Widget>>()(created);
        Assert.Equal(["example.dev/cleanup"], attached.Metadata.Finalizers!);
    }

    [Fact]
    public void Health_checks_are_found_by_their_tags()
    {
        _services.AddKubernetesOperator();
        using var host = _host.Build();
        var checks = host.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations;
        Assert.Equal(["live", "ready"], checks.SelectMany(check => check.Tags));
    }

    [Theory]
    [InlineData(LeaderElectionType.Custom), InlineData(LeaderElectionType.Scoped)]
    public void Elections_that_are_not_supported_are_refused(LeaderElectionType type)
    {
        var error = Assert.Throws<NotSupportedException>(() => _services.AddKubernetesOperator(settings => settings.LeaderElectionType = type));
        Assert.Contains("None or Single", error.Message);
    }

    [Fact]
    public void The_same_controller_twice_for_a_kind_is_refused()
    {
        var builder = _services.AddKubernetesOperator().AddController<Controller, Widget>().AddController<Second, Widget>();
        Assert.Throws<InvalidOperationException>(() => builder.AddController<Second, Widget>());
    }

    private sealed class Labels : IEntityLabelSelector<Widget>
    {
        public ValueTask<string?> GetLabelSelectorAsync(CancellationToken cancellationToken) => new("app=x");
    }

    private sealed class Controller(EventPublisher publish) : IEntityController<Widget>
    {
        public EventPublisher Publish => publish;

        public Task<ReconciliationResult<Widget>> ReconcileAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));

        public Task<ReconciliationResult<Widget>> DeletedAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));
    }

    private sealed class Second : IEntityController<Widget>
    {
        public Task<ReconciliationResult<Widget>> ReconcileAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));

        public Task<ReconciliationResult<Widget>> DeletedAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));
    }

    private sealed class Cleanup : IEntityFinalizer<Widget>
    {
        public Task<ReconciliationResult<Widget>> FinalizeAsync(Widget entity, CancellationToken cancellationToken) =>
            Task.FromResult(ReconciliationResult<Widget>.Success(entity));
    }
}
