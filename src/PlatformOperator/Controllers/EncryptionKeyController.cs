using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>EncryptionKey → a KMS key and its alias.</summary>
[EntityRbac(typeof(EncryptionKey), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class EncryptionKeyController(ControllerServices services) : ResourceController<EncryptionKey>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(EncryptionKey entity, CancellationToken cancellationToken)
    {
        var tenancy = await Tenancy.OfAsync(entity, Services, cancellationToken);
        var aws = await OpenAsync(entity, tenancy, cancellationToken);
        var status = entity.Status;
        return
        [
            new ResourceStep<KeySpec, KeyState>(
                "KeyReady", "key",
                new KeyDriver(aws.Kms, aws.Tagging, Services.Time, status.KeyArn),
                () => Keys.For(entity, tenancy.Context, Services.Installation))
            {
                Retain = entity.Spec.DeletionPolicy == DeletionPolicy.Retain,
                MayAdopt = status.KeyArn is not null,
                Record = key =>
                    (status.KeyId, status.KeyArn, status.Alias) = (key.KeyId, key.Arn, Keys.For(entity, tenancy.Context, Services.Installation).Alias),
            },
            new UseStep("InUse", token => KeyUsers.OfAsync(entity, Services.Kubernetes, token)),
        ];
    }

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(EncryptionKey entity) => [entity.Status.KeyArn];

    /// <inheritdoc />
    protected override bool RetainsEverything(EncryptionKey entity) => entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
}
