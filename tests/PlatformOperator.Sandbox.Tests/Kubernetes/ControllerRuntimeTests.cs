using System.Text;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOps.Abstractions.Events;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using KubeOps.KubernetesClient;
using KubeOps.Operator;
using KubeOps.Transpiler;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

/// <summary>A whole operator, from its definition to its finalizer, against the server over HTTPS.</summary>
public sealed class ControllerRuntimeTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private readonly Channel<string> _calls = Channel.CreateUnbounded<string>();
    private KubernetesApiServer _server = null!;
    private KubernetesClientConfiguration _config = null!;
    private KubernetesClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await KubernetesApiServer.StartAsync(new KubernetesApiServerOptions(), Ct);
        _config = KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(_server.Kubeconfig)));
        _client = new KubernetesClient(_config);
        var frameworks = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        using var context = ContextCreator.Create(frameworks);
        await _client.CreateAsync(context.Transpile(typeof(Sprocket)), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_operator_sees_an_object_through_its_life()
    {
        using var host = NewHost();
        await host.StartAsync(Ct);
        await _client.CreateAsync(NewSprocket("s1", 3), Ct);
        await Until("reconcile s1 3");

        var stored = await Stored("s1");
        Assert.Equal(["example.dev/cleanup"], stored.Metadata.Finalizers!);
        stored.Spec.Teeth = 4;
        await _client.UpdateAsync(stored, Ct);
        await Until("reconcile s1 4");

        await _client.DeleteAsync<Sprocket>("s1", "default", Ct);
        await Until("finalize s1 4");
        await Until("deleted s1 4");
        Assert.Null(await _client.GetAsync<Sprocket>("s1", "default", Ct));

        var told = Assert.Single(await _client.ListAsync<Corev1Event>("default", cancellationToken: Ct), told => told.Reason == "Seen");
        Assert.True(told.Count >= 2);
        Assert.Equal("Sprocket", told.InvolvedObject.Kind);
        var health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct);
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await host.StopAsync(Ct);
    }

    [Fact]
    public async Task Of_two_replicas_one_works_and_the_other_takes_over()
    {
        using var first = NewHost(LeaderElectionType.Single);
        await first.StartAsync(Ct);
        await _client.CreateAsync(NewSprocket("s1", 1), Ct);
        Assert.Equal("reconcile s1 1", await Next());

        using var second = NewHost(LeaderElectionType.Single);
        await second.StartAsync(Ct);
        await first.StopAsync(Ct);
        Assert.Equal("reconcile s1 1", await Next());
        await second.StopAsync(Ct);
    }

    [Fact]
    public async Task A_thousand_objects_are_all_served()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => _client.CreateAsync(NewSprocket($"s{i}", i), Ct)));
        using var host = NewHost();
        await host.StartAsync(Ct);
        HashSet<string> seen = [];
        while (seen.Count < 1000)
            seen.Add(await Next());
        await host.StopAsync(Ct);
    }

    private static Sprocket NewSprocket(string name, int teeth) => new()
    {
        ApiVersion = "example.dev/v1",
        Kind = "Sprocket",
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" },
        Spec = new SprocketSpec { Teeth = teeth },
    };

    private IHost NewHost(LeaderElectionType election = LeaderElectionType.None)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_config);
        builder.Services.AddSingleton(_calls.Writer);
        builder.Services.AddKubernetesOperator(settings => settings.LeaderElectionType = election)
            .AddController<SprocketController, Sprocket>()
            .AddFinalizer<SprocketController, Sprocket>("example.dev/cleanup");
        return builder.Build();
    }

    private async Task<Sprocket> Stored(string name) => (await _client.GetAsync<Sprocket>(name, "default", Ct))!;

    // The operator's own finalizer is a change that it sees too, so a pass may come twice.
    private async Task Until(string call)
    {
        while (await Next() != call)
        {
        }
    }

    private async Task<string> Next() => await _calls.Reader.ReadAsync(Ct);
}

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Sprocket", PluralName = "sprockets")]
public sealed class Sprocket : CustomKubernetesEntity<SprocketSpec, SprocketStatus>;

public sealed class SprocketSpec
{
    [Required, RangeMinimum(0), Description("How many teeth.")]
    public int Teeth { get; set; }
}

public sealed class SprocketStatus
{
    public int Seen { get; set; }

    public IList<V1Condition> Conditions { get; set; } = [];
}

internal sealed class SprocketController(ChannelWriter<string> calls, IKubernetesClient client, EventPublisher publish)
    : IEntityController<Sprocket>, IEntityFinalizer<Sprocket>
{
    public async Task<ReconciliationResult<Sprocket>> ReconcileAsync(Sprocket entity, CancellationToken cancellationToken)
    {
        if (entity.Status.Seen != entity.Spec.Teeth)
        {
            entity.Status.Seen = entity.Spec.Teeth;
            entity = await client.UpdateStatusAsync(entity, cancellationToken);
        }
        await publish(entity, "Seen", "It is there.", cancellationToken: cancellationToken);
        calls.TryWrite($"reconcile {entity.Metadata.Name} {entity.Spec.Teeth}");
        return ReconciliationResult<Sprocket>.Success(entity);
    }

    public Task<ReconciliationResult<Sprocket>> DeletedAsync(Sprocket entity, CancellationToken cancellationToken) => Tell("deleted", entity);

    public Task<ReconciliationResult<Sprocket>> FinalizeAsync(Sprocket entity, CancellationToken cancellationToken) => Tell("finalize", entity);

    private Task<ReconciliationResult<Sprocket>> Tell(string what, Sprocket entity)
    {
        calls.TryWrite($"{what} {entity.Metadata.Name} {entity.Spec.Teeth}");
        return Task.FromResult(ReconciliationResult<Sprocket>.Success(entity));
    }
}
