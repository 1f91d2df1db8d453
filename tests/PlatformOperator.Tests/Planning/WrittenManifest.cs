using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Manifests;

namespace PlatformOperator.Tests.Planning;

/// <summary>An object as a file would have it.</summary>
internal static class WrittenManifest
{
    public static Manifest Of(IKubernetesObject<V1ObjectMeta> value)
    {
        var content = JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject();
        content.Remove("status");
        return new Manifest("test.json", content, _ => 1);
    }
}
