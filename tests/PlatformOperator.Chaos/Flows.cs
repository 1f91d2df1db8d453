using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Chaos;

/// <summary>The flows of the crash matrix: creations, updates, deletions, adoption, a renamed reference, a whole pipeline, a whole tenant.</summary>
internal static class Flows
{
    private const string Home = "acme";

    public static IReadOnlyList<Flow> All { get; } = [.. Creations(), .. Updates(), .. Deletions(), .. Pipelines(), .. Tenants()];

    private static IEnumerable<Flow> Creations()
    {
        yield return Create("create Tenant", _ => Task.CompletedTask, () => New.Tenant(Home));
        yield return Create("create Tenant, three keys", _ => Task.CompletedTask, PerServiceTenant);
        yield return Create("create EncryptionKey", TenantAsync, () => New.Key(Home));
        yield return Create("create TenantBucket", TenantAsync, FullBucket);
        yield return Create("create DataStream", TenantAsync, ProvisionedStream);
        yield return Create("create DataCache", TenantAsync, ReplicatedCache);
        yield return Create(
            "adopt a bucket", AdoptableAsync, () => With(New.Bucket(Home), bucket => (bucket.Spec.BucketName, bucket.Spec.Adopt) = ("acme-legacy", true)));
        yield return Create("take a retained bucket back", RetainedBucketAsync, FullBucket);
        yield return Create("take a key back from deletion", ScheduledKeyAsync, () => New.Key(Home));
    }

    private static IEnumerable<Flow> Updates()
    {
        yield return Edit("update Tenant", _ => Task.CompletedTask, () => New.Tenant(Home), tenant =>
        {
            tenant.Spec.Tags = new Dictionary<string, string> { ["cost-center"] = "0815" };
            tenant.Spec.Encryption.RotationPeriodDays = 180;
            tenant.Spec.Encryption.Administrators = [$"arn:aws:iam::{New.Account}:role/security"];
        });
        yield return Edit(
            "update EncryptionKey", TenantAsync, () => New.Key(Home), key => (key.Spec.Description, key.Spec.RotationPeriodDays) = ("for audits", 90));
        yield return Edit("update TenantBucket", TenantAsync, FullBucket, bucket =>
        {
            bucket.Spec.Versioning = BucketVersioning.Suspended;
            bucket.Spec.Lifecycle = new BucketLifecycle { ExpireAfterDays = 30 };
            bucket.Spec.Tags = new Dictionary<string, string> { ["team"] = "another" };
        });
        yield return Edit("change a bucket's keyRef", TwoKeysAsync, () => With(New.Bucket(Home), bucket => bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "first" }),
            bucket => bucket.Spec.Encryption.KeyRef = new KeyReference { Name = "second" });
        yield return Edit("update DataStream", TenantAsync, ProvisionedStream, stream =>
            (stream.Spec.Shards, stream.Spec.RetentionHours, stream.Spec.ShardLevelMetrics) = (5, 24, [ShardLevelMetric.IncomingBytes]));
        yield return Edit(
            "change a stream's mode", TenantAsync, ProvisionedStream, stream => (stream.Spec.Mode, stream.Spec.Shards) = (StreamMode.OnDemand, null));
        yield return Edit("update DataCache", TenantAsync, ReplicatedCache, cache =>
            (cache.Spec.ReplicasPerPrimary, cache.Spec.NodeType, cache.Spec.SnapshotRetentionDays) = (2, "cache.t4g.small", 3));
        yield return new Flow(
            "rotate a cache's token", world => PrepareAsync(world, TenantAsync, ReplicatedCache),
            async world =>
            {
                await world.Client.DeleteAsync<V1Secret>("cache-auth", Home, world.Cancel);
                await world.LookAgainAsync(New.Cache(Home));
            },
            world => IsTokenTakenAsync(world));
    }

    private static IEnumerable<Flow> Deletions()
    {
        foreach (var policy in new[] { DeletionPolicy.Retain, DeletionPolicy.Delete })
        {
            yield return Delete($"delete EncryptionKey, {policy}", TenantAsync, () => With(New.Key(Home), key => key.Spec.DeletionPolicy = policy));
            yield return Delete($"delete TenantBucket, {policy}", TenantAsync, () => With(FullBucket(), bucket => bucket.Spec.DeletionPolicy = policy));
            yield return Delete($"delete DataStream, {policy}", TenantAsync, () => With(ProvisionedStream(), stream => stream.Spec.DeletionPolicy = policy));
            yield return Delete($"delete DataCache, {policy}", TenantAsync, () => With(ReplicatedCache(), cache => cache.Spec.DeletionPolicy = policy));
        }

        yield return DeleteFilled("delete a bucket with objects", emptyOnDelete: false);
        yield return DeleteFilled("delete a bucket, emptied", emptyOnDelete: true);
    }

    private static IEnumerable<Flow> Pipelines()
    {
        yield return Create("create DataPipeline", PipelineTenantAsync, CachedPipeline);
        yield return Edit("take a pipeline's cache away", PipelineTenantAsync, CachedPipeline, pipeline => pipeline.Spec.Cache = null);
        yield return Edit("update DataPipeline", PipelineTenantAsync, () => New.Pipeline(Home), pipeline =>
        {
            pipeline.Spec.Stream.Shards = 4;
            pipeline.Spec.Storage.Raw.ExpireAfterDays = 90;
            pipeline.Spec.Ingestion.Replicas.Max = 6;
        });
        foreach (var policy in new[] { DeletionPolicy.Retain, DeletionPolicy.Delete })
            yield return Delete(
                $"delete DataPipeline, {policy}", PipelineTenantAsync, () => With(CachedPipeline(), pipeline => pipeline.Spec.DeletionPolicy = policy));
    }

    private static IEnumerable<Flow> Tenants()
    {
        yield return Delete("delete Tenant, Retain", _ => Task.CompletedTask, () => New.Tenant(Home));
        yield return new Flow(
            "delete Tenant with all in it, Delete",
            async world =>
            {
                await world.CreateReadyAsync(With(New.Tenant(Home), tenant => tenant.Spec.DeletionPolicy = DeletionPolicy.Delete));
                await world.CreateReadyAsync(With(New.Key(Home), key => key.Spec.DeletionPolicy = DeletionPolicy.Delete));
                await world.CreateReadyAsync(With(New.Bucket(Home), bucket =>
                    (bucket.Spec.DeletionPolicy, bucket.Spec.Encryption.KeyRef) = (DeletionPolicy.Delete, new KeyReference { Name = "key" })));
                await world.CreateAsync(New.ApiKey(Home));
                await world.CreateReadyAsync(With(CachedPipeline(), pipeline => pipeline.Spec.DeletionPolicy = DeletionPolicy.Delete));
            },
            world => world.DeleteAsync(New.Tenant(Home)),
            async world => await world.IsGoneAsync(New.Tenant(Home)) && await world.IsGoneAsync(New.Namespace(Home)));
    }

    private static Flow Create<TEntity>(string name, Func<ChaosWorld, Task> prepareAsync, Func<TEntity> entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource =>
        new(name, prepareAsync, world => world.CreateAsync(entity()), world => world.IsReadyAsync(entity()));

    private static Flow Edit<TEntity>(string name, Func<ChaosWorld, Task> prepareAsync, Func<TEntity> entity, Action<TEntity> change)
        where TEntity : CustomKubernetesEntity, IPlatformResource =>
        new(name, world => PrepareAsync(world, prepareAsync, entity), world => world.EditAsync(entity(), change), world => world.IsReadyAsync(entity()));

    private static Flow Delete<TEntity>(string name, Func<ChaosWorld, Task> prepareAsync, Func<TEntity> entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource =>
        new(name, world => PrepareAsync(world, prepareAsync, entity), world => world.DeleteAsync(entity()), world => world.IsGoneAsync(entity()));

    private static Flow DeleteFilled(string name, bool emptyOnDelete)
    {
        var flow = Delete(
            name, TenantAsync,
            () => With(New.Bucket(Home), bucket => (bucket.Spec.DeletionPolicy, bucket.Spec.EmptyOnDelete) = (DeletionPolicy.Delete, emptyOnDelete)));
        return flow with
        {
            PrepareAsync = async world =>
            {
                await flow.PrepareAsync(world);
                await FillAsync(world);
            },
        };
    }

    private static async Task PrepareAsync<TEntity>(ChaosWorld world, Func<ChaosWorld, Task> prepareAsync, Func<TEntity> entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource
    {
        await prepareAsync(world);
        await world.CreateReadyAsync(entity());
    }

    private static Task TenantAsync(ChaosWorld world) => world.CreateReadyAsync(New.Tenant(Home));

    private static async Task PipelineTenantAsync(ChaosWorld world)
    {
        await TenantAsync(world);
        await world.CreateAsync(New.ApiKey(Home));
    }

    private static async Task TwoKeysAsync(ChaosWorld world)
    {
        await TenantAsync(world);
        await world.CreateReadyAsync(New.Key(Home, "first"));
        await world.CreateReadyAsync(New.Key(Home, "second"));
    }

    private static async Task AdoptableAsync(ChaosWorld world)
    {
        using var s3 = S3(world);
        await s3.PutBucketAsync(
            new PutBucketRequest { BucketName = "acme-legacy", UseClientRegion = false, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = New.Region } }, world.Cancel);
        await world.CreateReadyAsync(With(New.Tenant(Home), tenant => tenant.Spec.Aws.Adoptable = ["acme-legacy"]));
    }

    private static async Task RetainedBucketAsync(ChaosWorld world)
    {
        await PrepareAsync(world, TenantAsync, FullBucket);
        await FillAsync(world);
        await world.DeleteAsync(FullBucket());
        await world.UntilAsync(() => world.IsGoneAsync(FullBucket()), "the bucket's resource is gone");
    }

    private static async Task ScheduledKeyAsync(ChaosWorld world)
    {
        await PrepareAsync(world, TenantAsync, () => With(New.Key(Home), key => key.Spec.DeletionPolicy = DeletionPolicy.Delete));
        await world.DeleteAsync(New.Key(Home));
        await world.UntilAsync(() => world.IsGoneAsync(New.Key(Home)), "the key's resource is gone");
    }

    private static async Task FillAsync(ChaosWorld world)
    {
        using var s3 = S3(world);
        var name = (await world.GetAsync(New.Bucket(Home)))!.Status.BucketName;
        foreach (var content in new[] { "one", "two" })
        {
            using var body = new MemoryStream(Encoding.UTF8.GetBytes(content));
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = name, Key = "data/object", InputStream = body }, world.Cancel);
        }

        await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = name, Key = "data/object" }, world.Cancel);
    }

    private static async Task<bool> IsTokenTakenAsync(ChaosWorld world)
    {
        var secret = await world.Client.GetAsync<V1Secret>("cache-auth", Home, world.Cancel);
        return secret is not null && await world.IsReadyAsync(New.Cache(Home))
            && world.Aws.ReplicationGroups.Single().AuthTokens.SequenceEqual([Encoding.UTF8.GetString(secret.Data!["token"])]);
    }

    private static AmazonS3Client S3(ChaosWorld world) => new(
        new BasicAWSCredentials("somebody", "secret"),
        new AmazonS3Config { ServiceURL = world.Sandbox.AwsUri.ToString(), AuthenticationRegion = New.Region, ForcePathStyle = true });

    private static Tenant PerServiceTenant() => With(New.Tenant(Home), tenant => tenant.Spec.Encryption.Keys = KeySharing.PerService);

    private static TenantBucket FullBucket() => With(New.Bucket(Home), bucket =>
    {
        bucket.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors" };
        bucket.Spec.Lifecycle = new BucketLifecycle { ExpireAfterDays = 90, NoncurrentExpireAfterDays = 10 };
    });

    private static DataStream ProvisionedStream() => With(New.Stream(Home), stream =>
        (stream.Spec.Mode, stream.Spec.Shards, stream.Spec.RetentionHours) = (StreamMode.Provisioned, 2, 48));

    private static DataCache ReplicatedCache() => With(New.Cache(Home), cache => cache.Spec.ReplicasPerPrimary = 1);

    private static DataPipeline CachedPipeline() => With(New.Pipeline(Home), pipeline => pipeline.Spec.Cache = new CacheSettings());

    private static TEntity With<TEntity>(TEntity entity, Action<TEntity> change)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        change(entity);
        return entity;
    }
}
