using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>Metadata of the Kubernetes objects that the operator applies.</summary>
internal static class ObjectMeta
{
    /// <summary>Metadata of an object that the owner controls. Nothing is copied from the owner: Argo CD would claim and prune the copy.</summary>
    public static V1ObjectMeta OwnedBy(
        IKubernetesObject<V1ObjectMeta> owner, string @namespace, string name, IDictionary<string, string> labels) => new()
        {
            Name = name,
            NamespaceProperty = @namespace,
            Labels = labels,
            OwnerReferences =
            [
                new V1OwnerReference
                {
                    ApiVersion = owner.ApiVersion,
                    Kind = owner.Kind,
                    Name = owner.Metadata.Name,
                    Uid = owner.Metadata.Uid!,
                    Controller = true,
                    BlockOwnerDeletion = true,
                },
            ],
        };

    /// <summary>Labels of a part of a pipeline.</summary>
    public static IDictionary<string, string> PipelineLabels(DataPipeline pipeline) => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["app.kubernetes.io/managed-by"] = Annotations.ManagedBy,
        ["app.kubernetes.io/part-of"] = pipeline.Metadata.Name,
        [Annotations.PipelineLabel] = pipeline.Metadata.Name,
    };

    /// <summary>Labels of the objects of a pod role of a pipeline, the pods' included.</summary>
    public static IDictionary<string, string> RoleLabels(DataPipeline pipeline, PipelineRole role)
    {
        var labels = PipelineLabels(pipeline);
        labels["app.kubernetes.io/component"] = role.Verb();
        labels["app.kubernetes.io/instance"] = pipeline.Metadata.Name;
        labels["app.kubernetes.io/name"] = "platform-ingestion";
        labels[Annotations.RoleLabel] = role.Verb();
        return labels;
    }

    /// <summary>The labels by which the pods of a role are selected; a Deployment's selector never changes.</summary>
    public static IDictionary<string, string> Selector(DataPipeline pipeline, PipelineRole role) =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Annotations.PipelineLabel] = pipeline.Metadata.Name,
            [Annotations.RoleLabel] = role.Verb(),
        };
}
