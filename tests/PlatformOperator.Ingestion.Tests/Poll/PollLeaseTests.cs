using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Poll;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>Who polls and how far, in a Lease of the sandbox's Kubernetes API.</summary>
public sealed class PollLeaseTests : IAsyncLifetime
{
    private readonly List<IDisposable> _disposables = [];
    private readonly FaultInjector _faults = new();
    private KubernetesApiServer _server = null!;
    private KubernetesClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await KubernetesApiServer.StartAsync(new KubernetesApiServerOptions { Faults = _faults }, Cancel);
        _client = Client();
        await MakeLeaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _disposables.ForEach(disposable => disposable.Dispose());
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_successor_goes_on_where_the_last_pod_saved()
    {
        await HoldAsync("pod-1", async (lease, token) =>
        {
            Assert.Null(await lease.ReadAsync(token));
            await lease.SaveAsync("one", token);
            await lease.SaveAsync("two", token);
        });

        await HoldAsync("pod-2", async (lease, token) => Assert.Equal("two", await lease.ReadAsync(token)));
    }

    [Fact]
    public async Task Who_lost_the_Lease_cannot_move_the_position_whatever_its_clock_says()
    {
        await HoldAsync("pod-1", async (lease, token) =>
        {
            await lease.ReadAsync(token);
            await SetAsync(holder: "pod-2", position: null);
            await Assert.ThrowsAsync<PositionLostException>(() => lease.SaveAsync("late", token));
        });

        Assert.Null((await LeaseAsync())!.Metadata.Annotations?[PollLease.PositionAnnotation]);
    }

    [Fact]
    public async Task A_position_that_somebody_sets_by_hand_is_not_overwritten_but_gone_on_from()
    {
        await HoldAsync("pod-1", async (lease, token) =>
        {
            await lease.ReadAsync(token);
            await lease.SaveAsync("far", token);
            await SetAsync(holder: "pod-1", position: "back");
            await Assert.ThrowsAsync<PositionLostException>(() => lease.SaveAsync("farther", token));
            Assert.Equal("back", await lease.ReadAsync(token));
        });
    }

    [Fact]
    public async Task Others_may_write_what_is_not_the_position()
    {
        await HoldAsync("pod-1", async (lease, token) =>
        {
            await lease.ReadAsync(token);
            var live = (await LeaseAsync())!;
            live.Metadata.Labels = new Dictionary<string, string> { ["by"] = "somebody" };
            await _client.UpdateAsync(live, token);
            await lease.SaveAsync("one", token);
        });

        var lease = (await LeaseAsync())!;
        Assert.Equal(("somebody", "one"), (lease.Metadata.Labels!["by"], lease.Metadata.Annotations![PollLease.PositionAnnotation]));
    }

    [Theory]
    [InlineData(FaultKind.Drop)]
    [InlineData(FaultKind.Lose)]
    [InlineData(FaultKind.Unavailable)]
    public async Task An_error_of_the_API_server_ends_the_round_and_not_the_pod(FaultKind kind)
    {
        await HoldAsync("pod-1", async (lease, token) =>
        {
            await lease.ReadAsync(token);
            _faults.Use(new FaultRule("kubernetes", "update", kind));
            await Assert.ThrowsAsync<PollFailedException>(() => lease.SaveAsync("one", token));
            _faults.Use(new FaultRule("kubernetes", "get", kind));
            await Assert.ThrowsAsync<PollFailedException>(() => lease.ReadAsync(token));
            _faults.Use();
            Assert.Equal(kind == FaultKind.Lose ? "one" : null, await lease.ReadAsync(token));
            await lease.SaveAsync("two", token);
        });

        Assert.Equal("two", (await LeaseAsync())!.Metadata.Annotations![PollLease.PositionAnnotation]);
    }

    [Fact]
    public async Task Without_the_operator_s_Lease_nobody_polls()
    {
        await _client.DeleteAsync<V1Lease>("launches-poll", "default", Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var polled = false;
        var electing = new PollElection(Lease("pod-1"), NullLogger.Instance).RunAsync(_ => { polled = true; return Task.CompletedTask; }, stop.Token);
        await stop.CancelAsync();
        await electing;

        Assert.False(polled);
        Assert.Null(await LeaseAsync());
    }

    /// <summary>Waits for the Lease, does the work once, and lets the Lease go as SIGTERM does.</summary>
    private async Task HoldAsync(string pod, Func<PollLease, CancellationToken, Task> work)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var lease = Lease(pod);
        await new PollElection(lease, NullLogger.Instance).RunAsync(
            async token =>
            {
                await work(lease, token);
                await stop.CancelAsync();
            },
            stop.Token);
    }

    private PollLease Lease(string pod)
    {
        var lease = new PollLease(Client(), "default", "launches-poll", pod);
        _disposables.Add(lease);
        return lease;
    }

    private KubernetesClient Client()
    {
        var client = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(_server.Kubeconfig))));
        _disposables.Add(client);
        return client;
    }

    private Task<V1Lease> MakeLeaseAsync() => _client.CreateAsync(
        new V1Lease { ApiVersion = "coordination.k8s.io/v1", Kind = "Lease", Metadata = new V1ObjectMeta { Name = "launches-poll", NamespaceProperty = "default" } }, Cancel);

    private Task<V1Lease?> LeaseAsync() => _client.GetAsync<V1Lease>("launches-poll", "default", Cancel);

    private async Task SetAsync(string holder, string? position)
    {
        var lease = (await LeaseAsync())!;
        lease.Spec!.HolderIdentity = holder;
        if (position is not null)
            lease.Metadata.Annotations![PollLease.PositionAnnotation] = position;
        await _client.UpdateAsync(lease, Cancel);
    }
}
