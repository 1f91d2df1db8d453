using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Crashes;

/// <summary>A kind of resource in a tenant's namespace, for tests that hold for every kind.</summary>
/// <param name="name">Kind.</param>
/// <param name="service">AWS service that its first create call goes to.</param>
/// <param name="createOperation">That call's operation.</param>
internal abstract class Subject(string name, string service, string createOperation)
{
    public const string Home = "acme";

    public static readonly IReadOnlyList<Subject> All =
    [
        new Subject<EncryptionKey>("kms", "CreateKey", policy => With(New.Key(Home), key => key.Spec.DeletionPolicy = policy)),
        new Subject<TenantBucket>("s3", "CreateBucket", policy => With(New.Bucket(Home), bucket => bucket.Spec.DeletionPolicy = policy)),
        new Subject<DataStream>("kinesis", "CreateStream", policy => With(New.Stream(Home), stream => stream.Spec.DeletionPolicy = policy)),
        new Subject<DataCache>("elasticache", "CreateReplicationGroup", policy => With(New.Cache(Home), cache => cache.Spec.DeletionPolicy = policy)),
        new Subject<DataPipeline>("iam", "CreateRole", policy => With(New.Pipeline(Home), pipeline => pipeline.Spec.DeletionPolicy = policy)),
    ];

    public string Name => name;

    public string Service => service;

    public string CreateOperation => createOperation;

    public abstract Task CreateAsync(ChaosWorld world, DeletionPolicy policy, IDictionary<string, string>? annotations = null);

    public abstract Task DeleteAsync(ChaosWorld world);

    public abstract Task AnnotateAsync(ChaosWorld world, string annotation);

    public abstract Task<IPlatformResource?> GetAsync(ChaosWorld world);

    public async Task ReadyAsync(ChaosWorld world) =>
        await world.UntilAsync(async () => Ready(await GetAsync(world))?.Status == "True", $"{name} is ready");

    public async Task NotReadyAsync(ChaosWorld world, string reason) =>
        await world.UntilAsync(async () => Ready(await GetAsync(world))?.Reason == reason, $"{name} says {reason}");

    public async Task GoneAsync(ChaosWorld world) => await world.UntilAsync(async () => await GetAsync(world) is null, $"{name} is gone");

    public static V1Condition? Ready(IPlatformResource? resource) =>
        resource?.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready");

    private static TEntity With<TEntity>(TEntity entity, Action<TEntity> change)
    {
        change(entity);
        return entity;
    }
}

/// <inheritdoc />
internal sealed class Subject<TEntity>(
    string service, string createOperation, Func<DeletionPolicy, TEntity> make) : Subject(typeof(TEntity).Name, service, createOperation)
    where TEntity : CustomKubernetesEntity, IPlatformResource
{
    public override Task CreateAsync(ChaosWorld world, DeletionPolicy policy, IDictionary<string, string>? annotations = null)
    {
        var entity = make(policy);
        entity.Metadata.Annotations = annotations;
        return world.CreateAsync(entity);
    }

    public override Task DeleteAsync(ChaosWorld world) => world.DeleteAsync(make(default));

    public override Task AnnotateAsync(ChaosWorld world, string annotation) => world.EditAsync(
        make(default), live => live.Metadata.Annotations = new Dictionary<string, string>(live.Metadata.Annotations ?? new Dictionary<string, string>()) { [annotation] = "true" });

    public override async Task<IPlatformResource?> GetAsync(ChaosWorld world) => await world.GetAsync(make(default));
}
