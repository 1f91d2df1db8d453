using k8s;
using PlatformOperator.Api;

namespace PlatformOperator;

/// <summary>Manifests that are generated from the code: what is committed under <c>config/</c> and in the chart.</summary>
public static class Generated
{
    /// <summary>The custom resource definitions, one YAML document each.</summary>
    public static string Crds() => KubernetesYaml.SerializeAll(CustomResourceDefinitions.All());

    /// <summary>The ClusterRoles of the operator and of the users of its kinds, one YAML document each.</summary>
    public static string Rbac() => KubernetesYaml.SerializeAll(ClusterRoles.All());
}
