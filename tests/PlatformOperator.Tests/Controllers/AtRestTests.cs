using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Sandbox;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What looking at a converged system costs, counted by both APIs themselves.</summary>
[Collection(nameof(OneAtATime))]
public sealed class AtRestTests(SandboxFixture fixture, ITestOutputHelper output) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_second_reconcile_of_a_converged_system_writes_nothing_anywhere()
    {
        await ReadyTenantAsync("ar-zero", tenant => tenant.Spec.Quota = new TenantQuota { Pipelines = 5, Shards = 10, Cpu = "4", Memory = "8Gi" });
        await CreateReadyAsync(New.Key("ar-zero"));
        var bucket = New.Bucket("ar-zero");
        bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "key" };
        bucket.Spec.Lifecycle.Transitions = [new StorageTransition { AfterDays = 30, StorageClass = "GLACIER" }];
        await CreateReadyAsync(bucket);
        await CreateReadyAsync(New.Stream("ar-zero"));
        await CreateReadyAsync(New.Cache("ar-zero"));
        var pipeline = New.Pipeline("ar-zero");
        pipeline.Spec.Cache = new CacheSettings();
        pipeline = await ReadyPipelineAsync(pipeline);

        await LookAtAllAsync();

        var kubernetes = Sandbox.Kubernetes.Calls.All.Where(IsOperators).ToList();
        Assert.Empty(kubernetes.Where(call => call.IsWrite).Select(call => $"{call.Operation} {call.Resource}"));
        Assert.Empty(Aws.Calls.Writes.Select(call => $"{call.Service} {call.Operation} {call.Resource}"));
        foreach (var (service, resource) in new[] { ("s3", pipeline.Status.RawBucket!), ("kinesis", pipeline.Status.StreamName!) })
            Assert.Contains(Aws.Calls.All, call => call.Service == service && call.Resource.Contains(resource, StringComparison.Ordinal));
        output.WriteLine($"{kubernetes.Count} Kubernetes reads, {Aws.Calls.Total} AWS reads");
    }

    [Fact]
    public async Task A_full_bucket_takes_at_most_12_AWS_calls_to_create_and_7_at_rest()
    {
        await ReadyTenantAsync("ar-bucket");
        var resource = New.Bucket("ar-bucket");
        resource.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors" };
        resource.Spec.Lifecycle = new BucketLifecycle { ExpireAfterDays = 90, NoncurrentExpireAfterDays = 10 };
        await SettleAsync();
        Aws.Calls.Clear();

        resource = await CreateReadyAsync(resource);
        await SettleAsync();
        var creating = Aws.Calls.All;
        await LookAtAllAsync();
        var resting = Aws.Calls.All.Where(call => call.Service == "s3" && call.Resource.Contains(resource.Status.BucketName!, StringComparison.Ordinal))
            .ToList();

        Print("create a bucket", creating);
        Print("look at a bucket", resting);
        Assert.InRange(creating.Count, 1, 12);
        Assert.InRange(resting.Count, 1, 7);
    }

    [Fact]
    public async Task A_key_takes_at_most_6_AWS_calls_to_create_and_4_at_rest()
    {
        await ReadyTenantAsync("ar-key");
        await SettleAsync();
        Aws.Calls.Clear();

        var resource = await CreateReadyAsync(New.Key("ar-key"));
        await SettleAsync();
        var creating = Aws.Calls.All.Where(call => call.Service == "kms").ToList();
        await LookAtAllAsync();
        var resting = Aws.Calls.All
            .Where(call => call.Service == "kms" && (call.Resource.Contains(resource.Status.KeyId!, StringComparison.Ordinal) || call.Resource.Contains("/ar-key/key", StringComparison.Ordinal))).ToList();

        Print("create a key", creating);
        Print("look at a key", resting);
        Assert.InRange(creating.Count, 1, 6);
        Assert.InRange(resting.Count, 1, 4);
    }

    private static bool IsOperators(ApiCall call) => call.Caller.Contains(":platform-operator ", StringComparison.Ordinal);

    /// <summary>Has the operator, started anew, look at everything there is, and only that since the logs were cleared.</summary>
    private async Task LookAtAllAsync()
    {
        await SettleAsync();
        await Sandbox.StopOperatorAsync(Cancel);
        Sandbox.Kubernetes.Calls.Clear();
        Aws.Calls.Clear();
        await Sandbox.StartOperatorAsync(Cancel);
        var wanted = 0;
        wanted += (await Client.ListAsync<Tenant>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<EncryptionKey>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<TenantBucket>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<DataStream>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<DataCache>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<DataPipeline>(cancellationToken: Cancel)).Count;
        wanted += (await Client.ListAsync<V1Deployment>(labelSelector: Annotations.PipelineLabel, cancellationToken: Cancel)).Count;
        await Eventually.HoldsAsync(
            ReadMetricsAsync, metrics => metrics.Sum("controller_runtime_reconcile_total") >= wanted, $"all {wanted} objects are looked at", Cancel);
        await SettleAsync();
    }

    /// <summary>Waits until no key is waiting or in work.</summary>
    private Task<OperatorMetrics> SettleAsync() => Eventually.HoldsAsync(
        ReadMetricsAsync,
        metrics => metrics.Sum("workqueue_depth") == 0 && metrics.Sum("controller_runtime_active_workers") == 0,
        "the work queues are empty", Cancel);

    private Task<OperatorMetrics> ReadMetricsAsync() => OperatorMetrics.ReadAsync(Sandbox, Cancel);

    private void Print(string what, IReadOnlyList<ApiCall> calls)
    {
        output.WriteLine($"{what}: {calls.Count} AWS calls");
        foreach (var call in calls)
            output.WriteLine($"  {call.Service} {call.Operation} → {call.Status}");
    }
}
