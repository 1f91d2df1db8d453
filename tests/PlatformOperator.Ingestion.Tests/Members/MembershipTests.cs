using System.Text;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Api;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Members;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Sandbox.Kubernetes;
using PlatformOperator.Testing;
using Polly;

namespace PlatformOperator.Ingestion.Tests.Members;

/// <summary>Pods that share work by Leases in a Kubernetes API over HTTP. Each has a clock of its own; one whose clock stands still is a dead one.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 20).Select(n => $"key-{n}")];

    private KubernetesApiServer _server = null!;
    private KubernetesClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await KubernetesApiServer.StartAsync(new KubernetesApiServerOptions(), Cancel);
        _client = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_living_divide_the_work_and_follow_who_comes_and_goes()
    {
        await using var one = await JoinAsync("one");
        Assert.All(Keys, key => Assert.True(one.Members.IsMine(key)));

        var two = await JoinAsync("two");
        await one.LookAsync();
        Assert.All(Keys, key => Assert.True(one.Members.IsMine(key) ^ two.Members.IsMine(key)));
        Assert.Equal((10, 10), (one.Members.Mine(Keys).Count, two.Members.Mine(Keys).Count));
        Assert.Empty(one.Members.Mine(Keys).Intersect(two.Members.Mine(Keys)));

        var changed = one.Members.Changed;
        await two.DisposeAsync();
        await one.LookAsync();
        Assert.True(changed.IsCompleted);
        Assert.All(Keys, key => Assert.True(one.Members.IsMine(key)));
    }

    [Fact]
    public async Task A_pod_that_died_without_a_goodbye_is_missed_after_its_lease()
    {
        await using var one = await JoinAsync("one");
        await using var dead = await JoinAsync("two");
        await one.LookAsync();
        var changed = one.Members.Changed;

        await one.LookAsync();
        await one.LookAsync();
        Assert.False(changed.IsCompleted);
        await one.LookAsync();

        Assert.True(changed.IsCompleted);
        Assert.Equal(20, one.Members.Mine(Keys).Count);
    }

    [Fact]
    public async Task A_Lease_that_somebody_deleted_is_made_again()
    {
        await using var one = await JoinAsync("one");
        await _client.DeleteAsync<V1Lease>("one", "default", Cancel);

        await one.LookAsync();

        Assert.NotNull(await _client.GetAsync<V1Lease>("one", "default", Cancel));
    }

    [Fact]
    public async Task The_Lease_says_whose_it_is_and_what_the_pod_has_to_do()
    {
        await using var one = await JoinAsync("one");
        var lease = (await _client.GetAsync<V1Lease>("one", "default", Cancel))!;
        Assert.Equal(("one", 15, one.Clock.GetUtcNow().UtcDateTime), (lease.Spec!.HolderIdentity, lease.Spec.LeaseDurationSeconds, lease.Spec.RenewTime));
        Assert.Equal(("sensors", "process"), (lease.GetLabel(Annotations.PipelineLabel), lease.GetLabel(Annotations.RoleLabel)));
        var pod = (await _client.GetAsync<V1Pod>("one", "default", Cancel))!;
        Assert.Equal(("Pod", "one", pod.Uid()), Assert.Single(lease.OwnerReferences()!.Select(owner => (owner.Kind, owner.Name, owner.Uid))));
        Assert.Equal(
            ("0", "0", null),
            (
                lease.GetAnnotation(MemberLeases.ShardsAnnotation), lease.GetAnnotation(MemberLeases.RateAnnotation),
                lease.GetAnnotation(MemberLeases.LagAnnotation)));

        one.Context.Metrics.SetLag("a", TimeSpan.FromSeconds(2.5));
        one.Context.Metrics.SetLag("b", TimeSpan.FromMilliseconds(40));
        one.Context.Metrics.Add(new RangeTally(one.Context.Configuration.Plan) { Raw = 100 });
        await one.LookAsync();
        lease = (await _client.GetAsync<V1Lease>("one", "default", Cancel))!;
        // Five seconds have passed since the shards were read.
        Assert.Equal(
            ("2", "20", "7500"),
            (
                lease.GetAnnotation(MemberLeases.ShardsAnnotation), lease.GetAnnotation(MemberLeases.RateAnnotation),
                lease.GetAnnotation(MemberLeases.LagAnnotation)));
        Assert.Equal(one.Clock.GetUtcNow().UtcDateTime, lease.Spec!.RenewTime);

        one.Context.Metrics.RemoveLag("a");
        one.Context.Metrics.RemoveLag("b");
        await one.LookAsync();
        Assert.Null((await _client.GetAsync<V1Lease>("one", "default", Cancel))!.GetAnnotation(MemberLeases.LagAnnotation));
    }

    [Fact]
    public async Task The_Lease_says_what_was_lost()
    {
        await using var one = await JoinAsync("one");
        one.Context.Lost.Report("shardId-000000000000", new LostRange(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "17", null));
        await one.LookAsync();
        Assert.Equal(
            "found 2026-01-02T03:04:05Z in shardId-000000000000 behind 17, up to its end",
            (await _client.GetAsync<V1Lease>("one", "default", Cancel))!.GetAnnotation(MemberLeases.LostAnnotation));
    }

    [Fact]
    public void The_operator_reads_what_pods_write()
    {
        Assert.Equal((Annotations.PipelineLabel, Annotations.RoleLabel), (MemberLeases.PipelineLabel, MemberLeases.RoleLabel));
        Assert.Equal(
            (Annotations.Lag, Annotations.EventsPerSecond, Annotations.DataLost), (MemberLeases.LagAnnotation, MemberLeases.RateAnnotation, MemberLeases.LostAnnotation));
    }

    [Fact]
    public async Task Pods_of_another_pipeline_have_nothing_to_do_with_it()
    {
        await using var one = await JoinAsync("one");
        await using var other = await JoinAsync("two", pipeline: "other");
        await one.LookAsync();
        Assert.Equal((20, 20), (one.Members.Mine(Keys).Count, other.Members.Mine(Keys).Count));
    }

    private KubernetesClient Connect() =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(_server.Kubeconfig))));

    private async Task<Pod> JoinAsync(string name, string pipeline = "sensors")
    {
        var clock = new FakeTimeProvider();
        var context = new ConsumerContext(
            MemoryStreamService.WithShards(1, clock), new MemoryObjectStore(), new ConfigurationVersion(Samples.Config()), "stream", name, ResiliencePipeline.Empty, new ProcessMetrics(clock))
        {
            Options = new ProcessOptions(),
            Time = clock,
            Log = NullLogger.Instance,
        };
        // A Lease goes with its pod.
        var pod = await _client.CreateAsync(
            new V1Pod
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "process", Image = "image" }] },
            },
            Cancel);
        var leases = new MemberLeases(Connect(), new PodIdentity("default", name, pod.Uid()), pipeline);
        return new Pod(await Membership.JoinAsync(leases, context, Cancel), leases, context, clock);
    }

    private sealed record Pod(IMembership Members, MemberLeases Leases, ConsumerContext Context, FakeTimeProvider Clock) : IAsyncDisposable
    {
        /// <summary>Lets a renewal come due and waits until it is over.</summary>
        public async Task LookAsync()
        {
            await Clock.WhenTimerPendingAsync(left => left == MemberLeases.RenewInterval, Cancel);
            Clock.Advance(MemberLeases.RenewInterval);
            await Clock.WhenTimerPendingAsync(left => left == MemberLeases.RenewInterval, Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            await Members.DisposeAsync();
            Leases.Dispose();
            Context.Metrics.Dispose();
        }
    }
}
