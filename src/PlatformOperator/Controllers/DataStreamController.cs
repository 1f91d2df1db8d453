using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>DataStream → a Kinesis data stream.</summary>
[EntityRbac(typeof(DataStream), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class DataStreamController(ControllerServices services) : ResourceController<DataStream>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(DataStream entity, CancellationToken cancellationToken)
    {
        var tenancy = await Tenancy.OfAsync(entity, Services, cancellationToken);
        if (entity.Metadata.DeletionTimestamp is null && tenancy.Context.Spec.Quota.Shards is not null
            && Quotas.Objection(entity, await tenancy.ListAsync<DataStream>(Services.Kubernetes, cancellationToken), tenancy.Context) is { } objection)
            throw new BlockedException(Reasons.QuotaExceeded, objection);
        var aws = await OpenAsync(entity, tenancy, cancellationToken);
        var status = entity.Status;
        var keyArn = await new KeyResolver(Services, tenancy, aws)
            .ResolveAsync(entity, entity.Spec.Encryption.KeyRef?.Name, status.KeyArn, tenancy.Context.Keys.Stream, cancellationToken);
        var spec = Streams.For(entity, tenancy.Context, Services.Installation, keyArn);
        return
        [
            new ResourceStep<StreamSpec, StreamState>("StreamReady", "stream", new StreamDriver(aws.Kinesis, new RetainedKeys(aws.Kms, spec.Owner, status.PreviousKeys ?? [], Services.Time)), () => spec)
            {
                Retain = entity.Spec.DeletionPolicy == DeletionPolicy.Retain,
                LastSeenArn = status.StreamArn,
                MayAdopt = status.StreamArn is not null,
                Foresee = () => status.UseKey(keyArn),
                Record = stream => (status.StreamName, status.StreamArn, status.OpenShards) = (spec.Name, stream.Arn, stream.OpenShards),
            },
        ];
    }

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(DataStream entity) => [entity.Status.StreamArn];

    /// <inheritdoc />
    protected override bool RetainsEverything(DataStream entity) => entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
}
