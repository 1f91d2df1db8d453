using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Sandbox.Kubernetes;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Chaos;

/// <summary>
/// A sandbox on a clock of its own, and what users do in it. The operator is started, killed and started again from nothing but the cluster's state.
/// </summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly CancellationToken cancellation;
    private readonly CancellationTokenSource stopping = new();
    private Task reporting = Task.CompletedTask;
    private long lastCall;

    private ChaosWorld(CancellationToken cancellationToken) => cancellation = cancellationToken;

    public AcceleratedClock Clock { get; private set; } = null!;

    public SandboxEnvironment Sandbox { get; private set; } = null!;

    public IKubernetesClient Client => Sandbox.Client;

    public FaultInjector Faults => Sandbox.Faults;

    public AwsWorld Aws => Sandbox.Aws!.World;

    public CancellationToken Cancel => cancellation;

    /// <summary>A sandbox with its operator running.</summary>
    public static async Task<ChaosWorld> StartAsync(
        CancellationToken cancellationToken, Func<AwsEndpointOptions, AwsEndpointOptions>? aws = null, Func<KubernetesApiServerOptions, KubernetesApiServerOptions>? kubernetes = null)
    {
        var world = new ChaosWorld(cancellationToken);
        world.Clock = new AcceleratedClock(() => world.Sandbox?.Faults.InFlight > 0);
        var options = new SandboxOptions { RunPods = false, Time = world.Clock };
        options = options with { Scope = options.Scope with { TenantRoles = [New.TenantRole] } };
        options = options with { Aws = aws?.Invoke(options.Aws) ?? options.Aws, Kubernetes = kubernetes?.Invoke(options.Kubernetes) ?? options.Kubernetes };
        world.Sandbox = await SandboxEnvironment.StartAsync(options, cancellationToken);
        world.Faults.Observer = call => world.Seen(call);
        world.reporting = DeploymentStatuses.ReportAsync(world.Client, world.stopping.Token);
        return world;
    }

    /// <summary>How long a state is waited for that never comes.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Is told of the operator's calls before they are carried out; a <see cref="FaultException"/> that it throws is their answer.</summary>
    public Action<FaultCall>? OnOperatorCall { get; set; }

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.CreateAsync(entity, cancellation);

    public Task<TEntity?> GetAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.GetAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellation);

    public Task DeleteAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.DeleteAsync<TEntity>(entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellation);

    public async Task<TEntity> CreateReadyAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource
    {
        await CreateAsync(entity);
        await UntilAsync(() => IsReadyAsync(entity), $"{entity.Kind} {entity.Metadata.Name} is ready");
        return (await GetAsync(entity))!;
    }

    /// <summary>Changes a resource as kubectl edit does, again when somebody wrote in between.</summary>
    public async Task EditAsync<TEntity>(TEntity entity, Action<TEntity> change)
        where TEntity : class, IKubernetesObject<V1ObjectMeta>
    {
        while (true)
        {
            var live = (await GetAsync(entity))!;
            change(live);
            try
            {
                await Client.UpdateAsync(live, cancellation);
                return;
            }
            catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict)
            {
                // Read again.
            }
        }
    }

    /// <summary>Has the resource looked at now.</summary>
    public Task LookAgainAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Client.PatchAsync<TEntity>(
            new V1Patch(
                new { metadata = new { annotations = new Dictionary<string, string> { [Annotations.ReconcileAt] = "now" } } }, V1Patch.PatchType.MergePatch),
            entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellationToken: cancellation);

    public async Task<bool> IsReadyAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource => await GetAsync(entity) is { } live && IsReady(live);

    public async Task<string?> ReadyReasonAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource =>
        (await GetAsync(entity))?.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.Reason;

    public async Task RestartIfAsync(bool condition)
    {
        if (!condition)
            return;
        await Sandbox.StopOperatorAsync(cancellation);
        await Sandbox.StartOperatorAsync(cancellation);
    }

    public async Task<bool> IsGoneAsync<TEntity>(TEntity entity)
        where TEntity : IKubernetesObject<V1ObjectMeta> => await GetAsync(entity) is null;

    /// <summary>All custom resources of ours.</summary>
    public async Task<IReadOnlyList<IPlatformResource>> ResourcesAsync() =>
    [
        .. await Client.ListAsync<Tenant>(cancellationToken: cancellation),
        .. await Client.ListAsync<EncryptionKey>(cancellationToken: cancellation),
        .. await Client.ListAsync<TenantBucket>(cancellationToken: cancellation),
        .. await Client.ListAsync<DataStream>(cancellationToken: cancellation),
        .. await Client.ListAsync<DataCache>(cancellationToken: cancellation),
        .. await Client.ListAsync<DataPipeline>(cancellationToken: cancellation),
    ];

    /// <summary>Whether every resource is ready at its newest spec.</summary>
    public async Task<bool> IsAllReadyAsync() => (await ResourcesAsync()).All(IsReady);

    /// <summary>Waits until every resource is ready at its newest spec.</summary>
    public Task UntilAllReadyAsync() => UntilAsync(IsAllReadyAsync, "all resources are ready");

    /// <summary>Waits for a state; the patience only ends a run that would never reach it.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, string expectation)
    {
        if (!await ReachesAsync(holds))
            throw new TimeoutException($"Never reached: {expectation}. {await NotReadyAsync()}");
    }

    /// <summary>Whether a state comes about.</summary>
    public async Task<bool> ReachesAsync(Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                return false;
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }

        return true;
    }

    /// <summary>Lets time pass. The clock waits for the operator's calls, so on a slow machine that takes longer than anybody's patience.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = Clock.GetUtcNow() + time;
        var passed = false;
        for (var tries = 0; tries < 20 && !passed; tries++)
            passed = await ReachesAsync(() => Task.FromResult(Clock.GetUtcNow() >= until));
        if (!passed)
            throw new TimeoutException($"The clock stands still: {time} do not pass.");
    }

    /// <summary>Waits until the operator has nothing more to do but to look again some minutes later.</summary>
    public async Task SettleAsync()
    {
        var quiet = TimeSpan.FromMilliseconds(50);
        do
        {
            Interlocked.Exchange(ref lastCall, TimeProvider.System.GetTimestamp());
            await Task.Delay(quiet, TimeProvider.System, cancellation);
        }
        while (TimeProvider.System.GetElapsedTime(Interlocked.Read(ref lastCall)) < quiet);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await reporting;
        if (Sandbox is not null)
        {
            Faults.Cut();
            await Sandbox.DisposeAsync();
        }

        await Clock.DisposeAsync();
        stopping.Dispose();
    }

    private async Task<string> NotReadyAsync() => string.Join('\n', (await ResourcesAsync()).Where(resource => !IsReady(resource)).Select(resource =>
    {
        var ready = resource.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready");
        return $"{resource.Kind} {resource.Metadata.NamespaceProperty}/{resource.Metadata.Name}, {(resource.Metadata.DeletionTimestamp is null ? "not ready" : "being deleted")}: {ready?.Reason}: {ready?.Message}";
    }));

    private static bool IsReady(IPlatformResource live)
    {
        var ready = live.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready");
        return ready?.Status == "True" && live.CommonStatus.ObservedGeneration == live.Metadata.Generation;
    }

    private void Seen(FaultCall call)
    {
        if (!FaultInjector.IsOperator(call) || call.IsStream)
            return;
        Interlocked.Exchange(ref lastCall, TimeProvider.System.GetTimestamp());
        Clock.Stir();
        OnOperatorCall?.Invoke(call);
    }
}
