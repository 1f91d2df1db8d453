using k8s;
using k8s.Models;
using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>Tenant → its namespaces with their policies, and its KMS keys.</summary>
[EntityRbac(typeof(Tenant), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch)]
[EntityRbac(typeof(V1Namespace), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
[EntityRbac(
    typeof(V1ResourceQuota), typeof(V1LimitRange), typeof(V1NetworkPolicy), typeof(V1RoleBinding),
    Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
public sealed class TenantController(ControllerServices services) : ResourceController<Tenant>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(Tenant entity, CancellationToken cancellationToken)
    {
        var tenancy = Tenancy.Of(entity, Services.Installation);
        var status = entity.Status;
        status.AccountId = tenancy.Identity.AccountId;
        status.Region = tenancy.Identity.Region;
        var retain = entity.Spec.DeletionPolicy == DeletionPolicy.Retain;
        var namespaces = new NamespacesStep(Services.Kubernetes, entity, Services.Installation, retain);
        var aws = await Services.Aws.OpenAsync(tenancy.Identity, cancellationToken);
        status.PrincipalArn = aws.PrincipalArn;
        return
        [
            namespaces,
            new ObjectsStep("PoliciesReady", Services.Kubernetes, () => [.. (status.Namespaces ?? []).SelectMany(Guards)]),
            .. Keys.For(entity, Services.Installation).Select(key => KeyStep(status, aws, key, retain)),
            new StrayKeysStep(Services, entity, new StrayKeys(aws.Kms, aws.Tagging, Services.Time)),
            new TenantContentsStep(Services.Kubernetes, status.Namespaces ?? [], Guards, retain),
        ];

        IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Guards(string name) => NamespaceObjects.Inside(entity, name, Services.Installation);
    }

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(Tenant entity) =>
        new[] { entity.Status.Keys?.Storage, entity.Status.Keys?.Stream, entity.Status.Keys?.Cache }.Distinct(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override bool RetainsEverything(Tenant entity) => false;

    private ResourceStep<KeySpec, KeyState> KeyStep(TenantStatus status, AwsSession aws, KeySpec key, bool retain)
    {
        var part = key.Owner.Part;
        return new(
            part == Keys.Shared ? "KeyReady" : $"{char.ToUpperInvariant(part[0])}{part[1..]}KeyReady",
            part,
            new KeyDriver(aws.Kms, aws.Tagging, Services.Time, KeyOf(status.Keys, part)),
            () => key)
        {
            Retain = retain,
            MayAdopt = status.Keys is { } keys && (keys.Storage ?? keys.Stream ?? keys.Cache) is not null,
            Record = state => status.Keys = With(status.Keys ?? new TenantKeys(), part, state.Arn),
        };
    }

    private static string? KeyOf(TenantKeys? keys, string part) => part switch
    {
        Keys.Stream => keys?.Stream,
        Keys.Cache => keys?.Cache,
        _ => keys?.Storage,
    };

    private static TenantKeys With(TenantKeys keys, string part, string arn) => new()
    {
        Storage = part is Keys.Shared or Keys.Storage ? arn : keys.Storage,
        Stream = part is Keys.Shared or Keys.Stream ? arn : keys.Stream,
        Cache = part is Keys.Shared or Keys.Cache ? arn : keys.Cache,
    };
}
