using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What the ingest pods of a pipeline that polls have in place of a Service: the Lease of who polls, and the right to it.</summary>
internal static class PipelinePolling
{
    /// <summary>Name of the Lease, which also holds where the poll stands.</summary>
    public static string LeaseName(DataPipeline pipeline) => Names.Child(pipeline.Metadata.Name, "poll");

    /// <summary>The objects, the Lease first. Only the pods write its spec.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> For(DataPipeline pipeline) =>
    [
        new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = ObjectMeta.OwnedBy(
                pipeline, pipeline.Metadata.NamespaceProperty!, LeaseName(pipeline), ObjectMeta.RoleLabels(pipeline, PipelineRole.Ingest)),
        },
        Role(pipeline),
        PipelineWorkloads.RoleBinding(pipeline, PipelineRole.Ingest),
    ];

    private static V1Role Role(DataPipeline pipeline) => new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "Role",
        Metadata = PipelineWorkloads.Metadata(pipeline, PipelineRole.Ingest),
        Rules =
        [
            new V1PolicyRule { ApiGroups = ["coordination.k8s.io"], Resources = ["leases"], ResourceNames = [LeaseName(pipeline)], Verbs = ["get", "update"] },
        ],
    };
}
