using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>DataCache → an ElastiCache replication group, its subnet group, and the Secret with its auth token.</summary>
[EntityRbac(typeof(DataCache), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class DataCacheController(ControllerServices services) : ResourceController<DataCache>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(DataCache entity, CancellationToken cancellationToken)
    {
        var tenancy = await Tenancy.OfAsync(entity, Services, cancellationToken);
        if (entity.Metadata.DeletionTimestamp is null && tenancy.Context.Spec.Quota.CacheNodes is not null
            && Quotas.Objection(entity, await tenancy.ListAsync<DataCache>(Services.Kubernetes, cancellationToken), tenancy.Context) is { } objection)
            throw new BlockedException(Reasons.QuotaExceeded, objection);
        var status = entity.Status;
        if (entity.Metadata.DeletionTimestamp is null && tenancy.Context.Network.SubnetIds is not { Count: > 0 })
            throw new BlockedException(Reasons.SubnetsMissing, "A cache needs subnets. Have a cluster administrator set network.subnetIds of the Tenant.");
        var aws = await OpenAsync(entity, tenancy, cancellationToken);
        var keyArn = await new KeyResolver(Services, tenancy, aws)
            .ResolveAsync(entity, keyRef: null, status.KeyArn, tenancy.Context.Keys.Cache, cancellationToken);
        var spec = Caches.For(entity, tenancy.Context, Services.Installation, keyArn);
        var retain = entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
        var token = new AuthTokenStep(Services.Kubernetes, entity, retain);
        return
        [
            token,
            new ResourceStep<CacheSpec, SubnetGroupState>("SubnetGroupReady", "subnet-group", new SubnetGroupDriver(aws.ElastiCache), () => spec)
            {
                Retain = retain,
                MayAdopt = status.ReplicationGroupArn is not null,
            },
            new ResourceStep<CacheSpec, CacheState>(
                "CacheReady", "cache", new CacheDriver(aws.ElastiCache, token, new RetainedKeys(aws.Kms, spec.Owner, [], Services.Time)), () => spec)
            {
                Retain = retain,
                MayAdopt = status.ReplicationGroupArn is not null,
                Record = cache =>
                {
                    (status.ReplicationGroupId, status.ReplicationGroupArn, status.KeyArn) = (spec.Id, cache.Arn, keyArn);
                    (status.Endpoint, status.Port, status.AuthTokenSecretName) = (cache.Endpoint, cache.Port, token.SecretName);
                    status.EngineVersion = cache.EngineVersion ?? status.EngineVersion;
                },
            },
        ];
    }

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(DataCache entity) => [entity.Status.ReplicationGroupArn];

    /// <inheritdoc />
    protected override bool RetainsEverything(DataCache entity) => entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
}
