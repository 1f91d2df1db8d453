using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>TenantBucket → an S3 bucket.</summary>
[EntityRbac(typeof(TenantBucket), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class TenantBucketController(ControllerServices services) : ResourceController<TenantBucket>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(TenantBucket entity, CancellationToken cancellationToken)
    {
        var tenancy = await Tenancy.OfAsync(entity, Services, cancellationToken);
        // Bucket names are global, so a tenant may choose only among those that the administrator gave its Tenant.
        if (entity.Metadata.DeletionTimestamp is null && entity.Spec.BucketName is not null
            && Buckets.Objection(entity, tenancy.Context, await PrefixesOfOthersAsync(tenancy, cancellationToken)) is { } objection)
            throw new BlockedException(Reasons.BucketNameNotAllowed, objection);
        var aws = await OpenAsync(entity, tenancy, cancellationToken);
        var status = entity.Status;
        var keyArn = await new KeyResolver(Services, tenancy, aws)
            .ResolveAsync(entity, entity.Spec.Encryption.KeyRef?.Name, status.KeyArn, tenancy.Context.Keys.Storage, cancellationToken);
        var spec = Buckets.For(entity, tenancy.Context, Services.Installation, keyArn);
        var arn = Desired.Arns.Bucket(spec.Region, spec.Name);
        var driver = new BucketDriver(
            aws.S3, new RetainedKeys(aws.Kms, spec.Owner, status.PreviousKeys ?? [], Services.Time),
            new BucketEmptier(aws.S3, deleted => (status.DeletedObjects = (status.DeletedObjects ?? 0) + deleted).Value));
        return
        [
            new ResourceStep<BucketSpec, BucketState>("BucketReady", "bucket", driver, () => spec)
            {
                Retain = entity.Spec.DeletionPolicy == DeletionPolicy.Retain,
                LastSeenArn = status.BucketArn,
                // A deletion lets go of what was taken, and takes nothing: whether the administrator allows that is asked only before.
                MayAdopt = status.BucketArn == arn || (spec.Adopt && entity.Metadata.DeletionTimestamp is null),
                Foresee = () => status.UseKey(keyArn),
                Record = _ => (status.BucketName, status.BucketArn) = (spec.Name, arn),
            },
        ];
    }

    private async Task<IEnumerable<string>> PrefixesOfOthersAsync(Tenancy tenancy, CancellationToken cancellationToken) =>
        (await Services.Kubernetes.ListAsync<Tenant>(cancellationToken: cancellationToken))
            .Where(other => other.Metadata.Uid != tenancy.Tenant.Metadata.Uid).SelectMany(other => other.Spec.Aws.BucketPrefixes ?? []);

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(TenantBucket entity) => [entity.Status.BucketArn];

    /// <inheritdoc />
    protected override bool RetainsEverything(TenantBucket entity) => entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
}
