using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.S3;
using PlatformOperator.Chaos;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Tests.Controllers;
using StreamMode = PlatformOperator.Api.StreamMode;

namespace PlatformOperator.Tests.Drift;

/// <summary>One converged resource of each kind, and the clients of somebody who changes them past the operator.</summary>
public sealed class DriftWorld : IAsyncLifetime
{
    internal const string Home = "acme";
    internal const string Spare = "acme-spare";

    private const int Slow = 30;

    // An object may be told of now and then only: three Events in this time.
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    internal static readonly Subject Tenant = Subject.Of(
        With(New.Tenant(Home, Home, Spare), tenant => tenant.Spec.Quota = new TenantQuota { Cpu = "40", Memory = "80Gi" }));
    internal static readonly Subject Key = Subject.Of(New.Key(Home));
    internal static readonly Subject OtherKey = Subject.Of(New.Key(Home, "other"));
    internal static readonly Subject Bucket = Subject.Of(
        With(New.Bucket(Home), bucket => bucket.Spec.Lifecycle = new BucketLifecycle { ExpireAfterDays = 90 }));
    internal static readonly Subject Stream = Subject.Of(With(New.Stream(Home), stream =>
        (stream.Spec.Mode, stream.Spec.Shards, stream.Spec.RetentionHours, stream.Spec.ShardLevelMetrics) = (StreamMode.Provisioned, 2, 48, [ShardLevelMetric.IncomingBytes])));
    internal static readonly Subject Moody = Subject.Of(With(New.Stream(Home, "moody"), stream =>
        (stream.Spec.Mode, stream.Spec.Shards, stream.Spec.DeletionPolicy) = (StreamMode.Provisioned, 2, DeletionPolicy.Delete)));
    internal static readonly Subject Cache = Subject.Of(With(New.Cache(Home), cache =>
        (cache.Spec.EngineVersion, cache.Spec.ReplicasPerPrimary, cache.Spec.SnapshotRetentionDays, cache.Spec.MaintenanceWindow) = ("8.0", 1, 3, "sun:05:00-sun:06:00")));
    internal static readonly Subject Pipeline = Subject.Of(With(New.Pipeline(Home), pipeline => pipeline.Spec.Cache = new CacheSettings()));

    internal ChaosWorld World { get; private set; } = null!;

    internal AmazonKeyManagementServiceClient Kms { get; private set; } = null!;

    internal AmazonS3Client S3 { get; private set; } = null!;

    internal AmazonKinesisClient Kinesis { get; private set; } = null!;

    internal AmazonElastiCacheClient ElastiCache { get; private set; } = null!;

    internal AmazonIdentityManagementServiceClient Iam { get; private set; } = null!;

    internal AwsAccount Somebody => new(World.Sandbox.Aws!);

    internal CancellationToken Cancel => World.Cancel;

    internal TenantStatus TheTenant { get; private set; } = null!;

    internal EncryptionKeyStatus TheKey { get; private set; } = null!;

    internal EncryptionKeyStatus TheOtherKey { get; private set; } = null!;

    internal TenantBucketStatus TheBucket { get; private set; } = null!;

    internal DataStreamStatus TheStream { get; private set; } = null!;

    internal DataCacheStatus TheCache { get; private set; } = null!;

    internal DataPipelineStatus ThePipeline { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await ChaosWorld.StartAsync(
            TestContext.Current.CancellationToken, aws => aws with { StreamTransition = TimeSpan.Zero, CacheTransition = TimeSpan.Zero });
        World.Clock.Calm = TimeSpan.FromMilliseconds(2);
        (Kms, S3, Kinesis, ElastiCache, Iam) = (Somebody.Kms, Somebody.S3, Somebody.Kinesis, Somebody.ElastiCache, Somebody.Iam);
        TheTenant = await StatusAsync<Tenant, TenantStatus>(Tenant);
        TheKey = await StatusAsync<EncryptionKey, EncryptionKeyStatus>(Key);
        TheOtherKey = await StatusAsync<EncryptionKey, EncryptionKeyStatus>(OtherKey);
        TheBucket = await StatusAsync<TenantBucket, TenantBucketStatus>(Bucket);
        TheStream = await StatusAsync<DataStream, DataStreamStatus>(Stream);
        await StatusAsync<DataStream, DataStreamStatus>(Moody);
        TheCache = await StatusAsync<DataCache, DataCacheStatus>(Cache);
        await World.CreateAsync(New.ApiKey(Home));
        ThePipeline = await StatusAsync<DataPipeline, DataPipelineStatus>(Pipeline);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in new IDisposable?[] { Kms, S3, Kinesis, ElastiCache, Iam })
            client?.Dispose();
        if (World is not null)
            await World.DisposeAsync();
    }

    internal WorldKey KmsKey(string? arn) => World.Aws.Keys.Single(key => key.Arn == arn);

    internal WorldRole Role => World.Aws.Roles.Single(role => role.Arn == ThePipeline.ProcessRoleArn);

    /// <summary>Breaks a thing while the clock stands still, so that only what follows can put it right. Tells what it was before, and when that was.</summary>
    internal async Task<(string Right, DateTimeOffset At)> BreakAsync(DriftRow row)
    {
        await SettleAsync(row.Owner);
        World.Clock.Speed = 0;
        var right = await row.SeeAsync(this);
        await row.BreakAsync(this);
        return (right, World.Clock.GetUtcNow());
    }

    /// <summary>Waits until a resource is ready and stays so.</summary>
    internal async Task SettleAsync(Subject subject)
    {
        Run(fast: false);
        do
        {
            await World.UntilAsync(() => subject.IsReadyAsync(World), $"{subject} is ready");
            await World.SettleAsync();
        }
        while (!await subject.IsReadyAsync(World));
    }

    /// <summary>Lets so much time pass that no Event of the next thing to be told is dropped.</summary>
    internal Task RestAsync()
    {
        Run(fast: true);
        return World.PassAsync(Rest);
    }

    /// <summary>
    /// Lets time pass: slowly where nothing is waited for but the operator, fast through whole resync periods. At that speed, what the operator gives
    /// ten seconds, such as the call that writes an Event, has ten milliseconds of the machine's.
    /// </summary>
    internal void Run(bool fast) => World.Clock.Speed = fast ? 30 * Slow : Slow;

    internal Task RightAgainAsync(DriftRow row, string right) =>
        World.UntilAsync(async () => await row.SeeAsync(this) == right && await row.Owner.IsReadyAsync(World), $"{row.Name} is right again: {right}");

    /// <summary>A text that is the same whatever order services tell things in.</summary>
    internal static string Text(object value) => Sorted(JsonSerializer.SerializeToNode(value))!.ToJsonString();

    internal static TEntity With<TEntity>(TEntity entity, Action<TEntity> change)
    {
        change(entity);
        return entity;
    }

    private async Task<TStatus> StatusAsync<TEntity, TStatus>(Subject subject)
        where TEntity : CustomKubernetesEntity, IPlatformResource
        where TStatus : ResourceStatus => (TStatus)(await World.CreateReadyAsync((TEntity)subject.Resource)).CommonStatus;

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject all =>
            new JsonObject(all.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
