using k8s;
using k8s.Models;
using KubeOps.Abstractions.Rbac;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>DataPipeline → buckets, stream and cache as children, an IAM role per pod role, and the pods with what they need.</summary>
[EntityRbac(typeof(DataPipeline), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Patch | RbacVerb.Delete)]
[EntityRbac(typeof(V1Deployment), Verbs = RbacVerb.Get | RbacVerb.List | RbacVerb.Watch | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
[EntityRbac(
    typeof(V1ServiceAccount), typeof(V1ConfigMap), typeof(V1Service), typeof(V1NetworkPolicy), typeof(V1PodDisruptionBudget), typeof(V2HorizontalPodAutoscaler),
    typeof(V1Role), typeof(V1RoleBinding), typeof(V1Lease), Verbs = RbacVerb.Get | RbacVerb.Create | RbacVerb.Patch | RbacVerb.Delete)]
[EntityRbac(typeof(V1Pod), Verbs = RbacVerb.List)]
public sealed class DataPipelineController(ControllerServices services) : ResourceController<DataPipeline>(services)
{
    /// <inheritdoc />
    protected override async Task<IReadOnlyList<IStep>> StepsAsync(DataPipeline entity, CancellationToken cancellationToken)
    {
        var tenancy = await Tenancy.OfAsync(entity, Services, cancellationToken);
        if (entity.Metadata.DeletionTimestamp is null && PipelineProblems.Of(entity) is [_, ..] problems)
            throw new BlockedException(Reasons.InvalidSpec, string.Join(" ", problems));
        var aws = await OpenAsync(entity, tenancy, cancellationToken);
        var kubernetes = Services.Kubernetes;
        var children = new ChildrenStep(kubernetes, entity, tenancy.Context, Services.Installation);
        return
        [
            new SourceStep(kubernetes, entity),
            new ObjectsStep("ChildrenApplied", kubernetes, () => PipelineChildren.For(entity)) { Unwanted = () => PipelineChildren.UnwantedFor(entity) },
            children,
            RoleStep("IngestRoleReady", PipelineRole.Ingest),
            RoleStep("ProcessRoleReady", PipelineRole.Process),
            new PodsGoneStep(kubernetes, entity),
            new ObjectsStep("WorkloadsApplied", kubernetes, () => Workloads(entity, tenancy.Context, children.Parts))
            {
                Unwanted = () => PipelineWorkloads.UnwantedFor(entity),
            },
            new WorkloadsStep(kubernetes, entity),
        ];

        ResourceStep<RoleSpec, RoleState> RoleStep(string condition, PipelineRole role) => new(
            condition, role.Verb(), new RoleDriver(aws.Iam), () => Roles.For(entity, role, tenancy.Context, Services.Installation, children.Parts))
        {
            MayAdopt = (role == PipelineRole.Ingest ? entity.Status.IngestRoleArn : entity.Status.ProcessRoleArn) is not null,
            Record = state => Record(entity.Status, role, state.Arn),
        };
    }

    /// <inheritdoc />
    protected override IEnumerable<string?> Arns(DataPipeline entity) => [entity.Status.IngestRoleArn, entity.Status.ProcessRoleArn];

    /// <inheritdoc />
    protected override bool RetainsEverything(DataPipeline entity) => false;

    private IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Workloads(DataPipeline entity, TenantContext tenant, PipelineParts parts) =>
        [.. PipelineRoles.All.SelectMany(role => PipelineWorkloads.For(entity, role, tenant, Services.Installation, parts))];

    private static void Record(DataPipelineStatus status, PipelineRole role, string arn)
    {
        if (role == PipelineRole.Ingest)
            status.IngestRoleArn = arn;
        else
            status.ProcessRoleArn = arn;
    }
}
