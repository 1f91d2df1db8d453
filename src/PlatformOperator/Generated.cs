using k8s;
using k8s.Models;
using KubeOps.Abstractions.Rbac;
using KubeOps.Transpiler;
using PlatformOperator.Api;

namespace PlatformOperator;

/// <summary>Manifests that are generated from the code: what is committed under <c>config/</c>.</summary>
public static class Generated
{
    /// <summary>The custom resource definitions, one YAML document each.</summary>
    public static string Crds() => KubernetesYaml.SerializeAll(CustomResourceDefinitions.All());

    /// <summary>The ClusterRole of the operator, as YAML.</summary>
    public static string Rbac() => KubernetesYaml.Serialize(ClusterRole());

    /// <summary>What the operator may do, gathered from the attributes of its controllers.</summary>
    public static V1ClusterRole ClusterRole()
    {
        var assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        using var context = ContextCreator.Create(assemblies.Split(Path.PathSeparator));
        var attributes = context.LoadFromAssemblyPath(typeof(Generated).Assembly.Location).GetTypes()
            .SelectMany(type => type.GetCustomAttributesData())
            .Where(attribute => attribute.AttributeType.FullName == typeof(EntityRbacAttribute).FullName || attribute.AttributeType.FullName == typeof(GenericRbacAttribute).FullName);
        return new V1ClusterRole
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "ClusterRole",
            Metadata = new V1ObjectMeta { Name = Annotations.ManagedBy },
            Rules = [.. context.Transpile(attributes)],
        };
    }
}
